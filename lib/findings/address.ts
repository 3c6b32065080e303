import { DETECTORS } from "./detectors";
import { FINDING_SORTS, SEVERITIES, SHOW_CHOICES, VERDICTS } from "./labels";
import type { ListFindingsInput } from "./schema";

/** What the address of the list may say; `listParams` reads it. */
export const FINDING_LIST = {
  sorts: FINDING_SORTS,
  defaultSort: "raised",
  defaultDir: "desc",
  filters: {
    show: SHOW_CHOICES,
    severity: SEVERITIES,
    detector: DETECTORS.map(({ id }) => id),
    verdict: VERDICTS,
    subject: "text",
  },
} as const;

type Filters = typeof FINDING_LIST.filters;
type Address = Pick<ListFindingsInput, "q" | "sort" | "dir" | "page" | "pageSize"> & {
  filters: {
    [Name in keyof Filters]: Filters[Name] extends readonly (infer Value)[] ? Value | null : string;
  };
};

/** The list that an address asks for: what is not closed, if it says nothing. */
export function listInputOf({ filters, q, sort, dir, page, pageSize }: Address): ListFindingsInput {
  return {
    ...{ q, sort, dir, page, pageSize },
    show: filters.show ?? "open",
    severity: filters.severity ?? "",
    detector: filters.detector ?? "",
    verdict: filters.verdict ?? "",
    subject: filters.subject,
  };
}
