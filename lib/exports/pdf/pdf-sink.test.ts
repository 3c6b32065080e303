import { Buffer } from "node:buffer";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, test } from "vitest";
import type { Cell, ColumnFacts } from "../cells";
import { provenanceFixture } from "../testing/provenance-fixture";
import { pdfSink } from "./pdf-sink";

const column = (key: string, type: ColumnFacts["type"] = "text"): ColumnFacts => ({
  key,
  header: `Head ${key}`,
  definition: `What ${key} means.`,
  type,
  width: 20,
  notIn: [],
});
const columns = [column("id"), column("at", "instant"), column("name"), column("n", "number")];

test.each([0, 1, 5_000])(
  "PDF-01: with %i rows the text holds every id, and the foot the true number of pages",
  async (count) => {
    const rows = Array.from({ length: count }, (_, n) => rowOf(n));
    const pages = await textOf(await made(rows));
    const all = pages.join("\n").replaceAll(/\s+/g, "");
    for (let n = 0; n < count; n += 1) expect(all).toContain(idOf(n));
    for (const [index, page] of pages.entries()) {
      expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(page).toContain("Nordwind Payments SE");
      expect(page).toContain("Export 01KAJ8Y2X2M4T6V8W0Y2Z4B6D8");
    }
    if (count === 0) expect(pages.join(" ")).toContain("None in period. Query change-log.list@1.");
  },
  60_000,
);

test("PDF-01: the head of the table stands on every page of rows", async () => {
  const pages = await textOf(await made(Array.from({ length: 200 }, (_, n) => rowOf(n))));
  const withRows = pages.filter((page) => /agent number \d/.test(page));
  expect(withRows.length).toBeGreaterThan(3);
  for (const page of withRows) expect(page).toContain("Head name");
});

test("PDF-01: more columns than a page is wide go on in a second table, with row numbers", async () => {
  const many = Array.from({ length: 30 }, (_, n) => column(`column-${n}`));
  const row = many.map((_, n) => `some longer value number ${n}`);
  const text = (await textOf(await made([row, row], many))).join("\n");
  expect(text).toMatch(/Rows, columns 1 to \d+ of 30/);
  for (const [n] of many.entries()) expect(text.replaceAll(/\s+/g, " ")).toContain(`number ${n}`);
});

test("PDF-01: a cell taller than a page goes on over the page, to its last word", async () => {
  const prose = Array.from({ length: 3_000 }, (_, n) => `word${n}`).join(" ");
  const text = (await textOf(await made([["id", null, prose, 1]]))).join("\n");
  expect(text).toContain("word0");
  expect(text).toContain("word2999");
});

test("PDF-01: all fonts are embedded, the file is tagged and has a language, a title and bookmarks", async () => {
  const bytes = await made([rowOf(1), ["x", null, "张伟 אורי 😀", 2]]);
  const raw = Buffer.from(bytes).toString("latin1");
  const descriptors = raw.match(/\/Type \/FontDescriptor/g) ?? [];
  expect(descriptors.length).toBe(3);
  expect(raw.match(/\/FontFile2 /g)?.length).toBe(descriptors.length);
  expect(raw).not.toContain("/Helvetica");
  const pdf = await open(bytes);
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
  expect(await pdf.getMetadata()).toMatchObject({
    info: { Title: "Change log", Author: "Nordwind Payments SE", Language: "en" },
  });
  expect((await pdf.getOutline()).map(({ title }) => title)).toEqual([
    "Change log",
    "Rows",
    "What the columns mean",
  ]);
});

test("PDF-01: a reader is told of tables, with head cells, and hears what could not be drawn", async () => {
  const pdf = await open(await made([["x", null, "张伟", 2]]));
  const tree = JSON.stringify(await (await pdf.getPage(2)).getStructTree());
  expect(tree).toMatch(/"role":"Table".*"role":"TR".*"role":"TH".*"role":"TD"/s);
});

test("G-10: every page of a demo says DEMO DATA, no page of another does", async () => {
  const rows = Array.from({ length: 60 }, (_, n) => rowOf(n));
  for (const page of await textOf(await made(rows, columns, true))) {
    expect(page.match(/DEMO DATA/g)?.length).toBeGreaterThanOrEqual(2);
  }
  expect((await textOf(await made(rows))).join("")).not.toContain("DEMO");
});

test("PCK-05: the same rows give the same bytes", async () => {
  const [one, two] = [await made([rowOf(1)]), await made([rowOf(1)])];
  expect(Buffer.compare(one, two)).toBe(0);
});

function idOf(n: number): string {
  return `8f2d1c3a-1111-4a2b-9c3d-${String(n).padStart(12, "0")}`;
}

function rowOf(n: number): Cell[] {
  return [idOf(n), new Date(n * 60_000).toISOString(), `agent number ${n}`, n];
}

async function made(rows: readonly (readonly Cell[])[], of = columns, demo = false) {
  const sink = pdfSink("x.pdf", of);
  await sink.add(rows, new Uint8Array());
  const tally = {
    count: rows.length,
    distinctKeys: rows.length,
    earliest: null,
    latest: null,
    dataSha256: "ab".repeat(32),
    ledger: null,
  };
  return (await sink.finish(provenanceFixture("pdf", { tally, columns: of, demo }))).bytes;
}

function open(bytes: Uint8Array) {
  return getDocument({ data: Uint8Array.from(bytes), verbosity: 0 }).promise;
}

async function textOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await open(bytes);
  const pages: string[] = [];
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
  }
  return pages;
}
