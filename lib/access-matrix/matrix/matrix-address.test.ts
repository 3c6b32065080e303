import { expect, test } from "vitest";
import { listParams } from "@/lib/server/list-params";
import { cellsOf, MATRIX_LIST } from "./matrix-address";
import { ALL_CELLS } from "./matrix-view";

function asked(given: Readonly<Record<string, string>>) {
  const { q, filters } = listParams(given, MATRIX_LIST);
  return cellsOf(q, filters);
}

test("an address that says nothing asks for every cell and the usual period", () => {
  expect(asked({})).toEqual({ filter: ALL_CELLS, days: 90 });
});

test("each part of the address reaches the filter", () => {
  const parts = {
    ...{ agent: "invoice-sorter", key: "ck_1", server: "erp", operation: "get" },
    ...{ environment: "production", access: "write", dataClass: "personal" },
    ...{ flag: "dormant", state: "granted", q: "sort" },
  } as const;
  expect(asked({ ...parts, days: "30" })).toEqual({ filter: parts, days: 30 });
});

test("what no cell can be is as if it were not said", () => {
  const odd = { access: "fly", dataClass: "secret", flag: "odd", state: "odd", days: "31" };
  expect(asked(odd)).toEqual({ filter: ALL_CELLS, days: 90 });
});
