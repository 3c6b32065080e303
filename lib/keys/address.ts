import { ENVIRONMENTS } from "@/lib/core/environments";
import { isUuid } from "@/lib/core/text";
import { KEY_KINDS, KEY_SORTS, KEY_STATES, ROTATION_STATES } from "./labels";
import type { ListKeysInput } from "./list-schema";
import { KEY_MARKS } from "./mark-labels";

/** What the address of the register may say; `listParams` reads it. */
export const KEY_LIST = {
  sorts: KEY_SORTS,
  defaultSort: "label",
  filters: {
    state: ["living", ...KEY_STATES],
    kind: KEY_KINDS,
    environment: ENVIRONMENTS,
    mark: ["any", ...KEY_MARKS],
    agent: "text",
    owner: "text",
  },
} as const;

/** The same of the pages over a period. */
export const AGEING_LIST = {
  sorts: ["over"],
  defaultSort: "over",
  filters: { from: "text", to: "text", verdict: ["over"] },
} as const;

export const ROTATION_LIST = {
  sorts: ["started"],
  defaultSort: "started",
  filters: { from: "text", to: "text", state: ROTATION_STATES },
} as const;

type Filters = typeof KEY_LIST.filters;
type Address = Pick<ListKeysInput, "q" | "sort" | "dir" | "page" | "pageSize"> & {
  filters: {
    [Name in keyof Filters]: Filters[Name] extends readonly (infer Value)[] ? Value | null : string;
  };
};

/** The list that an address asks for. */
export function listInputOf({ filters, q, sort, dir, page, pageSize }: Address): ListKeysInput {
  return {
    ...{ q, sort, dir, page, pageSize },
    state: filters.state ?? "",
    kind: filters.kind ?? "",
    environment: filters.environment ?? "",
    mark: filters.mark ?? "",
    agent: isUuid(filters.agent) ? filters.agent : "",
    owner: isUuid(filters.owner) ? filters.owner : "",
  };
}

/** A day of the address, or nothing where it is none. */
export function dayOr(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return day && !Number.isNaN(Number(day)) && day.toISOString().startsWith(text) ? text : "";
}
