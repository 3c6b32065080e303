import { ENVIRONMENTS } from "@/lib/core/environments";
import { isUuid } from "@/lib/core/text";
import { GRANT_KINDS, GRANT_SHOWS, GRANT_SORTS } from "./labels";
import type { ListGrantsInput } from "./list-schema";

/** What the address of the list may say; `listParams` reads it. */
export const GRANT_LIST = {
  sorts: GRANT_SORTS,
  defaultSort: "from",
  defaultDir: "desc",
  filters: {
    show: GRANT_SHOWS,
    kind: GRANT_KINDS,
    environment: ENVIRONMENTS,
    agent: "text",
    key: "text",
    server: "text",
    operation: "text",
  },
} as const;

type Filters = typeof GRANT_LIST.filters;
type Address = Pick<ListGrantsInput, "q" | "sort" | "dir" | "page" | "pageSize"> & {
  filters: {
    [Name in keyof Filters]: Filters[Name] extends readonly (infer Value)[] ? Value | null : string;
  };
};

/** The list that an address asks for: what is in force, if it says nothing. */
export function grantListOf({ filters, ...rest }: Address): ListGrantsInput {
  const { q, sort, dir, page, pageSize } = rest;
  const id = (text: string) => (isUuid(text) ? text : "");
  return {
    ...{ q, sort, dir, page, pageSize },
    show: filters.show ?? "in-force",
    kind: filters.kind ?? "",
    environment: filters.environment ?? "",
    agent: id(filters.agent),
    key: id(filters.key),
    server: id(filters.server),
    operation: id(filters.operation),
  };
}
