import { Buffer } from "node:buffer";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import type { ColumnFacts } from "./cells";
import { provenanceFixture } from "./testing/provenance-fixture";
import { xlsxSink } from "./xlsx";

const columns: ColumnFacts[] = [
  { key: "id", header: "Id", definition: "The id.", type: "text", width: 12, notIn: [] },
  { key: "at", header: "At", definition: "When.", type: "instant", width: 24, notIn: [] },
  { key: "n", header: "Count", definition: "How many.", type: "number", width: 8, notIn: [] },
];

const plan = {
  fileName: "x.xlsx",
  columns,
  createdAt: new Date("2026-11-21T14:14:03.250Z"),
  demo: false,
};

test("DAT-01: About comes first, then the rows under a frozen head, then the dictionary", async () => {
  const book = await written([["007", "2026-11-21T14:14:03.250Z", 1]]);
  expect(book.worksheets.map(({ name }) => name)).toEqual(["About", "Data", "Dictionary"]);
  expect(sheet(book, "Data").views).toMatchObject([{ state: "frozen", ySplit: 1 }]);
  expect(texts(sheet(book, "Dictionary"))).toContainEqual(["Id", "id", "text", "The id."]);
  expect(texts(sheet(book, "About"))).toContainEqual(["Filters", "none"]);
});

test("IPE-13: ids and formulas are texts with the format of text", async () => {
  const ids = ["007", "1E5", "MAR1", "=cmd()", "+1", "-1", "@x"];
  const data = sheet(await written(ids.map((id) => [id, null, 7])), "Data");
  for (const [index, id] of ids.entries()) {
    const cell = data.getCell(index + 2, 1);
    expect(cell.value).toBe(id);
    expect(cell.formula).toBeUndefined();
    expect(cell.numFmt).toBe("@");
  }
  expect(data.getCell(2, 3).value).toBe(7);
});

test("IPE-11: more rows than a sheet holds go on in the next, and About says where they stand", async () => {
  const rows = Array.from({ length: 7 }, (_, n) => [`id-${n}`, null, n]);
  const book = await written(rows, 4);
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    "About",
    "Data",
    "Data 2",
    "Data 3",
    "Dictionary",
  ]);
  expect(texts(sheet(book, "About"))).toContainEqual(["Data 3", "rows 7 to 7"]);
  const ids = ["Data", "Data 2", "Data 3"].flatMap((name) =>
    texts(sheet(book, name))
      .slice(1)
      .map(([id]) => id),
  );
  expect(ids).toEqual(rows.map(([id]) => id));
});

test("a control character and white space at the ends survive in the notation of Office", async () => {
  const data = sheet(
    await written([
      ["\u0007bell ", null, 1],
      ["_x0041_", null, 2],
    ]),
    "Data",
  );
  expect(data.getCell(2, 1).value).toBe("_x0007_bell_x0020_");
  expect(data.getCell(3, 1).value).toBe("_x005F_x0041_");
});

test("IPE-11: a value that no cell can hold is refused, not cut", async () => {
  await expect(written([["x".repeat(32_768), null, 1]])).rejects.toMatchObject({
    code: "too_large",
    message: expect.stringContaining("Export CSV"),
  });
});

test("the same rows give the same bytes", async () => {
  expect(Buffer.compare(await bytesOf([["a", null, 1]]), await bytesOf([["a", null, 1]]))).toBe(0);
});

async function bytesOf(rows: (string | number | null)[][], sheetRows = 1000): Promise<Buffer> {
  const sink = xlsxSink({ ...plan, sheetRows });
  await sink.add(rows, new Uint8Array());
  return Buffer.from((await sink.finish(provenanceFixture("xlsx"))).bytes);
}

async function written(rows: (string | number | null)[][], sheetRows?: number) {
  const book = new ExcelJS.Workbook();
  const bytes = await bytesOf(rows, sheetRows);
  await book.xlsx.load(new Uint8Array(bytes).buffer);
  return book;
}

function sheet(book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const found = book.getWorksheet(name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
}

function texts(worksheet: ExcelJS.Worksheet): string[][] {
  const rows: string[][] = [];
  worksheet.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell((cell) => cells.push(cell.text));
    rows.push(cells);
  });
  return rows;
}
