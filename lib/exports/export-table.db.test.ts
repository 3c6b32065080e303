import { createHash, randomUUID } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { CommandContext } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import type { ExportColumn } from "./cells";
import { unescapeFormula } from "./csv";
import { type ExportSpec, exportTable } from "./export-table";

type Row = { id: string; name: string; at: Date };

const columns: ExportColumn<Row>[] = [
  { key: "id", header: "Id", definition: "The id.", type: "text", value: (row) => row.id },
  { key: "name", header: "Name", definition: "Its name.", type: "text", value: (row) => row.name },
  { key: "at", header: "At", definition: "When.", type: "instant", value: (row) => row.at },
];
const rows: Row[] = ["007", "1E5", "MAR1", "=cmd()"].map((id, n) => ({
  id,
  name: `row ${n}`,
  at: new Date(Date.UTC(2026, 9, 25, 0, 30 + n * 60)),
}));

let ctx: CommandContext;
let personId: string;

beforeAll(async () => {
  await db().installation.createMany({
    data: [{ id: randomUUID(), organisation: "Nordwind", demo: false, createdAt: new Date(0) }],
    skipDuplicates: true,
  });
});

beforeEach(async () => {
  const now = new Date("2026-11-21T14:14:03.250Z");
  const person = await db().person.create({
    data: {
      roles: ["compliance"],
      joinedAt: now,
      identity: {
        create: { name: "Otto Brandt", title: "Officer", email: `${randomUUID()}@x.test` },
      },
    },
  });
  personId = person.id;
  const session = await db().session.create({
    data: { personId, method: "oidc", userAgent: "test", startedAt: now, expiresAt: now },
  });
  const actor = {
    kind: "person",
    id: personId,
    roles: ["compliance"],
    sessionId: session.id,
  } as const;
  ctx = { actor, now, requestId: randomUUID() };
});

test("IPE-13: ids and formulas survive the CSV, and the block stands beside it, not in it", async () => {
  const { csv } = await csvExport(spec());
  const lines = csv.toString("utf8").split("\r\n");
  expect(lines[0]).toBe('"id","name","at"');
  const ids = lines.slice(1, 5).map((line) => unescapeFormula(/^"([^"]*)"/.exec(line)?.[1] ?? ""));
  expect(ids).toEqual(rows.map(({ id }) => id));
  expect(lines).toHaveLength(6);
});

test("IPE-04: the hour that a local clock shows twice is two instants", async () => {
  const { csv } = await csvExport(spec());
  expect(csv.toString()).toMatch(/2026-10-25T00:30:00\.000Z.*2026-10-25T01:30:00\.000Z/s);
});

test("IPE-01, IPE-02, IPE-03, IPE-06, IPE-07, IPE-10: the sidecar says who, whence, what and how many", async () => {
  const { csv, meta } = await csvExport(spec());
  const database = await db().$queryRaw<
    { name: string }[]
  >`SELECT current_database()::text AS name`;
  expect(meta).toMatchObject({
    export: { id: expect.stringMatching(/^[0-9A-Z]{26}$/), title: "Things", format: "csv" },
    installation: { environment: "production" },
    systemOfRecord: {
      database: expect.stringContaining(database[0]?.name ?? "?"),
      schemaVersion: expect.stringMatching(/^\d{14}_/),
    },
    query: { id: "things.list@1", parameters: { kind: "all" } },
    software: { name: "Countersign", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    generatedBy: {
      id: personId,
      name: "Otto Brandt",
      roles: ["compliance"],
      signIn: "single sign-on",
    },
    rows: { count: 4, distinctKeys: 4, earliest: "2026-10-25T00:30:00.000Z", ledger: null },
    truncated: false,
    payload: { bytes: csv.length, sha256: sha256(csv) },
    integrity: { dataSha256: sha256(csv) },
  });
});

test("an export is a row and a change, and neither names anybody", async () => {
  await exportTable(ctx, spec());
  const kept = await db().export.findFirstOrThrow({ where: { generatedById: personId } });
  expect(kept).toMatchObject({ format: "csv", rowCount: 4, queryId: "things.list@1" });
  const change = await db().changeLogEntry.findFirstOrThrow({ where: { subjectId: kept.id } });
  expect(change).toMatchObject({
    action: "export.made",
    actorId: personId,
    requestId: ctx.requestId,
  });
  expect(JSON.stringify([kept, change.after])).not.toContain("Otto");
});

test("IPE-10: the register keeps the hash of the CSV and of the ZIP that was sent", async () => {
  const file = await exportTable(ctx, spec());
  const { csv } = unzipped(file.bytes);
  const kept = await db().export.findFirstOrThrow({ where: { generatedById: personId } });
  expect(kept.sha256).toBe(sha256(csv));
  expect(kept.bytes).toBe(csv.length);
  expect(kept.provenance).toMatchObject({
    files: [{ sha256: sha256(csv) }, { name: file.fileName, sha256: sha256(file.bytes) }],
  });
});

test("PCK-03: all formats of one query state the same count and the same hash of the data", async () => {
  for (const format of ["csv", "xlsx", "pdf"] as const) {
    await exportTable({ ...ctx, requestId: randomUUID() }, spec({ format }));
  }
  const kept = await db().export.findMany({ where: { generatedById: personId } });
  const stated = z.object({ integrity: z.object({ dataSha256: z.string() }) });
  const hashes = kept.map(({ provenance }) => stated.parse(provenance).integrity.dataSha256);
  expect(kept.map(({ format }) => format).sort()).toEqual(["csv", "pdf", "xlsx"]);
  expect(new Set(hashes).size).toBe(1);
  expect(new Set(kept.map(({ rowCount }) => rowCount))).toEqual(new Set([4]));
});

test("a column that a format leaves out is named in its block, and the hash still covers it", async () => {
  const some = columns.map((column) =>
    column.key === "at" ? { ...column, notIn: ["pdf"] as const } : column,
  );
  await exportTable(ctx, spec({ columns: some, format: "pdf" }));
  const kept = await db().export.findFirstOrThrow({ where: { generatedById: personId } });
  const { csv } = await csvExport(spec());
  expect(kept.provenance).toMatchObject({
    columns: [{ notIn: [] }, { notIn: [] }, { key: "at", notIn: ["pdf"] }],
    integrity: { dataSha256: sha256(csv) },
  });
});

test("G-05: a source that fails half way makes no file, no row and no change", async () => {
  async function* failing(): AsyncGenerator<Row[]> {
    yield rows.slice(0, 2);
    throw new Error("connection lost");
  }
  await expect(exportTable(ctx, spec({ rows: failing() }))).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("no file was made"),
  });
  await expectNothingKept();
});

test("G-05: fewer rows than the source counted make no file", async () => {
  const short = exportTable(ctx, spec({ total: rows.length + 1 }));
  await expect(short).rejects.toMatchObject({ code: "unavailable" });
  await expectNothingKept();
});

test("IPE-11: what print cannot hold is refused by a sentence that names the data files", async () => {
  const long = exportTable(ctx, spec({ format: "pdf", total: 5_001 }));
  await expect(long).rejects.toMatchObject({
    code: "too_large",
    message: expect.stringMatching(/5,000.*5,001.*CSV or Excel/),
  });
  await expectNothingKept();
});

function spec(over: Partial<ExportSpec<Row>> = {}): ExportSpec<Row> {
  return {
    title: "Things",
    queryId: "things.list@1",
    format: "csv",
    fileStem: "things",
    columns,
    rows,
    total: rows.length,
    parameters: { kind: "all" },
    filters: [],
    sort: "as given",
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: (row) => row.at,
    ...over,
  };
}

async function csvExport(wanted: ExportSpec<Row>) {
  return unzipped((await exportTable(ctx, wanted)).bytes);
}

async function expectNothingKept(): Promise<void> {
  expect(await db().export.count({ where: { generatedById: personId } })).toBe(0);
  expect(await db().changeLogEntry.count({ where: { actorId: personId } })).toBe(0);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

// Reads the local entries of a ZIP, written apart from the writer: enough for two deflated files.
function unzipped(bytes: Uint8Array): { csv: Buffer; meta: unknown } {
  const zip = Buffer.from(bytes);
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const size = zip.readUInt32LE(at + 20);
    const name = zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28)).toString();
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(zip.subarray(from, from + size)));
    at += 46 + name.length + zip.readUInt16LE(at + 30);
  }
  const [csv, meta] = [".csv", ".meta.json"].map((end) => {
    const found = [...files].find(([name]) => name.endsWith(end));
    if (!found) throw new Error(`no file ${end}`);
    return found[1];
  });
  return { csv: csv ?? Buffer.alloc(0), meta: JSON.parse(meta?.toString() ?? "") };
}
