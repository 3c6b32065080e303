import { expect, test } from "vitest";
import { listParams, type SearchParams } from "./list-params";

const spec = {
  sorts: ["name", "createdAt"],
  defaultSort: "name",
  filters: {
    status: ["open", "closed"],
    owner: "text",
    from: "instant",
    kinds: { many: ["read", "write"] },
  },
} as const;

const parse = (params: SearchParams) => listParams(params, spec);

test("an empty address is the first page in the default order", () => {
  expect(parse({})).toEqual({
    q: "",
    sort: "name",
    dir: "asc",
    page: 1,
    pageSize: 50,
    filters: { status: null, owner: "", from: null, kinds: [] },
    cols: "",
    open: "",
  });
});

test("what the page knows is read", () => {
  const read = parse({
    q: " invoice ",
    sort: "createdAt",
    dir: "desc",
    page: "3",
    size: "100",
    status: "open",
    owner: "Ada",
    from: "2026-11-21T14:14",
    kinds: ["write", "admin"],
  });
  expect(read).toMatchObject({ q: "invoice", sort: "createdAt", dir: "desc", page: 3 });
  expect(read.pageSize).toBe(100);
  expect(read.filters).toEqual({
    status: "open",
    owner: "Ada",
    from: new Date("2026-11-21T14:14:00Z"),
    kinds: ["write"],
  });
});

test("unknown names and values are ignored", () => {
  const read = parse({ sort: "password", dir: "up", status: "DROP", colour: "red", size: "7" });
  expect(read.sort).toBe("name");
  expect(read.filters.status).toBeNull();
  expect(read).not.toHaveProperty("colour");
  expect(read.pageSize).toBe(50);
});

test.each([
  "",
  "-1",
  "0",
  "1e9",
  "NaN",
  "9999999",
  "\u0000",
  "\ud800",
  "=cmd()",
  "x".repeat(100_000),
  "2026-13-45",
  "0000-01-01",
  "__proto__",
])("never throws, whatever is given: %j", (given) => {
  const everywhere = Object.fromEntries(
    ["q", "sort", "dir", "page", "size", "status", "owner", "from", "kinds", "open"].map((name) => [
      name,
      given,
    ]),
  );
  const read = parse(everywhere);
  expect(read.page).toBe(1);
  expect(read.q.length).toBeLessThanOrEqual(200);
  expect(read.q).not.toContain("\u0000");
  expect(read.filters.from).toBeNull();
});

test("a name that comes twice gives its first value, and a list may be one text with commas", () => {
  expect(parse({ status: ["closed", "open"] }).filters.status).toBe("closed");
  expect(parse({ kinds: "read,write" }).filters.kinds).toEqual(["read", "write"]);
});
