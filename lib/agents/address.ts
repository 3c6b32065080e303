import { DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { isUuid } from "@/lib/core/text";
import { AgentStatus, RiskClass } from "@/lib/db/generated/enums";
import { AGENT_SORTS, GAP_FILTERS, REVIEW_DUES } from "./labels";
import type { ListAgentsInput } from "./schema";

/** What the address of the registry may say; `listParams` reads it. */
export const AGENT_LIST = {
  sorts: AGENT_SORTS,
  defaultSort: "name",
  filters: {
    status: ["living", ...Object.values(AgentStatus)],
    risk: ["NONE", ...Object.values(RiskClass)],
    environment: ENVIRONMENTS,
    dataClass: DATA_CLASSES,
    gap: GAP_FILTERS,
    reviewDue: REVIEW_DUES,
    owner: "text",
  },
} as const;

type Filters = typeof AGENT_LIST.filters;
type Address = Pick<ListAgentsInput, "q" | "sort" | "dir" | "page" | "pageSize"> & {
  filters: {
    [Name in keyof Filters]: Filters[Name] extends readonly (infer Value)[] ? Value | null : string;
  };
};

/** The list that an address asks for. */
export function listInputOf({ filters, q, sort, dir, page, pageSize }: Address): ListAgentsInput {
  return {
    ...{ q, sort, dir, page, pageSize },
    status: filters.status ?? "",
    risk: filters.risk ?? "",
    environment: filters.environment ?? "",
    dataClass: filters.dataClass ?? "",
    gap: filters.gap ?? "",
    reviewDue: filters.reviewDue ?? "",
    owner: isUuid(filters.owner) ? filters.owner : "",
  };
}
