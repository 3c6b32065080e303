import { expect, test } from "vitest";
import { cellKey, cellOfKey } from "./cell-key";

test.each([
  { row: "key:8f2d", column: "op:91aa", environment: "production" },
  { row: "unknown:svc|odd%7Cname", column: "unregistered:crm/export|all", environment: "" },
])("a cell comes back from its key: $row", (cell) => {
  expect(cellOfKey(cellKey(cell))).toEqual(cell);
});

test.each(["", "x", "a|b", "a|b|c|d", "|b|c"])("%j is no cell", (text) => {
  expect(cellOfKey(text)).toBeNull();
});
