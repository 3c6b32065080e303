import { DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { isUuid } from "@/lib/core/text";
import { GAP_CODES } from "./gap-labels";
import {
  DEFAULT_PERIOD,
  HOSTINGS,
  OPERATION_FILTERS,
  OPERATION_SORTS,
  PERIODS,
  SCOPES,
  SERVER_SORTS,
  SERVER_STATUSES,
} from "./labels";
import type { ListServersInput } from "./schema";

/** What the address of the register may say; `listParams` reads it. */
export const SERVER_LIST = {
  sorts: SERVER_SORTS,
  defaultSort: "name",
  filters: {
    status: SERVER_STATUSES,
    scope: SCOPES,
    environment: ENVIRONMENTS,
    hosting: HOSTINGS,
    dataClass: DATA_CLASSES,
    gap: ["any", "fails", ...GAP_CODES],
    owner: "text",
    days: PERIODS,
    at: "instant",
  },
} as const;

type Filters = typeof SERVER_LIST.filters;
type Address = Pick<ListServersInput, "q" | "sort" | "dir" | "page" | "pageSize"> & {
  filters: {
    [Name in keyof Filters]: Filters[Name] extends readonly (infer Value)[]
      ? Value | null
      : Filters[Name] extends "instant"
        ? Date | null
        : string;
  };
};

/** The register that an address asks for. */
export function listInputOf({ filters, q, sort, dir, page, pageSize }: Address): ListServersInput {
  return {
    ...{ q, sort, dir, page, pageSize },
    status: filters.status ?? "",
    scope: filters.scope ?? "",
    environment: filters.environment ?? "",
    hosting: filters.hosting ?? "",
    dataClass: filters.dataClass ?? "",
    gap: filters.gap ?? "",
    owner: isUuid(filters.owner) ? filters.owner : "",
    days: filters.days ?? DEFAULT_PERIOD,
    at: filters.at,
  };
}

/** What the address of one server may say of its operations. */
export const OPERATION_LIST = {
  sorts: OPERATION_SORTS,
  defaultSort: "name",
  filters: { show: OPERATION_FILTERS, days: PERIODS },
} as const;
