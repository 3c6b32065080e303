import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, expect, test, vi } from "vitest";
import { columnsOf } from "./columns";
import { DataTable, type DataTableProps } from "./data-table";

const address = vi.hoisted(() => ({ query: "" }));
vi.mock("next/navigation", () => ({
  usePathname: () => "/things",
  useSearchParams: () => new URLSearchParams(address.query),
  useRouter: () => ({ push: () => {}, replace: () => {} }),
}));

type Thing = { id: string; name: string; calls: number; note: string };

const column = columnsOf<Thing>();
const columns = column.columns([
  column.accessor("name", { header: "Name", meta: { sort: "name" } }),
  column.accessor("calls", {
    header: "Calls",
    meta: { sort: "calls", align: "end" },
    cell: ({ row }) => row.original.calls.toLocaleString("en"),
  }),
  column.accessor("note", { header: "Note", meta: { hidden: true } }),
]);
const rows: Thing[] = [
  { id: "a", name: "Alpha", calls: 1200, note: "first" },
  { id: "b", name: "<b>", calls: 3, note: "second" },
];
const empty = { title: "No things yet", why: "Nobody made one." };

function markup(props: Partial<DataTableProps<Thing>> = {}): string {
  return renderToStaticMarkup(
    <DataTable caption="Things" rows={rows} columns={columns} empty={empty} {...props} />,
  );
}

beforeEach(() => {
  address.query = "";
});

test("the sorted column says its order, the others that they can be sorted", () => {
  const html = markup({ sort: { by: "calls", dir: "desc" } });
  expect(html).toMatch(/aria-sort="descending"><a[^>]*>Calls/);
  expect(html).toMatch(/aria-sort="none"><a[^>]*>Name/);
});

test("a head is a link that keeps the filter, turns the order around and starts at page one", () => {
  address.query = "q=x&sort=name&dir=asc&page=3";
  const html = markup({ sort: { by: "name", dir: "asc" } });
  expect(html).toContain('href="/things?q=x&amp;sort=name&amp;dir=desc"');
  expect(html).not.toContain("page=3");
});

test("without an order from the server no head is a link", () => {
  expect(markup()).not.toContain("aria-sort");
});

test("the first cell is the row's head and its link; text is escaped", () => {
  const html = markup({ rowHref: (row) => `/things/${row.id}` });
  expect(html).toMatch(/<th scope="row"><a[^>]*href="\/things\/b"[^>]*>&lt;b&gt;<\/a><\/th>/);
  expect(html).toContain('<td data-align="end">1,200</td>');
});

test("columns show as the address chose them, the first one always", () => {
  expect(markup()).not.toContain("first");
  const chosen = markup({ cols: "note,nonsense" });
  expect(chosen).toContain("first");
  expect(chosen).toContain("Alpha");
  expect(chosen).not.toContain("1,200");
});

test("the count says which rows show, of how many", () => {
  const html = markup({ total: 2013, page: 2, pageSize: 50 });
  expect(html).toContain("51–52 of 2,013");
  expect(html).toContain("Page 2 of 41");
  expect(html).toContain('href="/things?page=3"');
});

test("nothing yet, filtered away and past the end are told apart", () => {
  expect(markup({ rows: [], total: 0 })).toContain("No things yet");
  address.query = "status=open&sort=name";
  const filtered = markup({ rows: [], total: 0 });
  expect(filtered).toContain("Nothing matches");
  expect(filtered).toContain('href="/things?sort=name"');
  expect(markup({ rows: [] })).toContain("No things yet"); // it shows all it has
  address.query = "page=9";
  expect(markup({ rows: [], total: 60 })).toContain("There is no such page");
});
