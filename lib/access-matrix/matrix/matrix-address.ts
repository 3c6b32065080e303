// What the address of the matrix may say, for its page, its picture and its files alike; `listParams` reads it.
import { ACCESS_CLASSES } from "@/lib/core/access-classes";
import { DATA_CLASSES } from "@/lib/core/data-classes";
import {
  CELL_SORTS,
  CELL_STATES,
  DEFAULT_DAYS,
  FLAGS,
  MATRIX_DAYS,
  type MatrixDays,
  type MatrixFilter,
} from "./matrix-view";

const CELLS = {
  agent: "text",
  key: "text",
  server: "text",
  operation: "text",
  environment: "text",
  access: ACCESS_CLASSES,
  dataClass: DATA_CLASSES,
  flag: FLAGS,
  state: CELL_STATES,
  days: MATRIX_DAYS.map(String),
} as const;

export const MATRIX_LIST = {
  sorts: CELL_SORTS,
  defaultSort: "principal",
  filters: { ...CELLS, asOf: "instant", view: ["picture", "list"] },
} as const;

export const COMPARE_LIST = {
  sorts: ["changed"],
  defaultSort: "changed",
  filters: { ...CELLS, from: "instant", to: "instant" },
} as const;

type Given = Pick<
  MatrixFilter,
  "agent" | "key" | "server" | "operation" | "environment" | "flag"
> & {
  readonly access: string | null;
  readonly dataClass: string | null;
  readonly state: MatrixFilter["state"] | null;
  readonly days: string | null;
};

/** Which cells an address means, and over how many days use counts. What it does not say is all, and the usual period. */
export function cellsOf(q: string, given: Given): { filter: MatrixFilter; days: MatrixDays } {
  const { agent, key, server, operation, environment } = given;
  return {
    days: MATRIX_DAYS.find((days) => String(days) === given.days) ?? DEFAULT_DAYS,
    filter: {
      ...{ agent, key, server, operation, environment, q },
      access: given.access ?? "",
      dataClass: given.dataClass ?? "",
      flag: given.flag,
      state: given.state ?? "any",
    },
  };
}
