import { expect, test } from "vitest";
import { clearedHref, isFiltered, listHref } from "./list-link";

test("a change of what is listed starts at page one and closes the drawer", () => {
  expect(listHref("/things", "q=a&page=4&open=x", { status: "open" })).toBe(
    "/things?q=a&status=open",
  );
});

test("turning a page keeps everything else", () => {
  expect(listHref("/things", "q=a&open=x", { page: "2" })).toBe("/things?q=a&open=x&page=2");
});

test("null and empty text take a part away", () => {
  expect(listHref("/things", "q=a&status=open", { q: "", status: null })).toBe("/things");
});

test("several values of one name stay several", () => {
  expect(listHref("/things", "", { kind: ["read", "write"] })).toBe("/things?kind=read&kind=write");
});

test("order and columns are no filter, an empty field is none either", () => {
  expect(isFiltered("sort=name&dir=asc&cols=a&page=2&open=x&q=")).toBe(false);
  expect(isFiltered("q=a")).toBe(true);
  expect(isFiltered("status=open")).toBe(true);
});

test("clearing keeps order and columns", () => {
  expect(clearedHref("/things", "q=a&status=open&sort=name&cols=a&page=2")).toBe(
    "/things?sort=name&cols=a",
  );
});
