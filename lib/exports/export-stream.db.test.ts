import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { beforeAll, expect, test, vi } from "vitest";
import type { CommandContext } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import type { ExportColumn } from "./cells";
import { exportStream, type StreamSpec } from "./export-stream";

type Row = { position: number; caller: string; data: string };

const columns: ExportColumn<Row>[] = [
  {
    key: "position",
    header: "Position",
    definition: "Its.",
    type: "number",
    value: (row) => row.position,
  },
  { key: "caller", header: "Caller", definition: "Who.", type: "text", value: (row) => row.caller },
  { key: "record", header: "Record", definition: "All.", type: "json", value: (row) => row.data },
];

let ctx: CommandContext;

beforeAll(async () => {
  // Each file of tests has a folder of its own to leave nothing in.
  vi.stubEnv("TMPDIR", await mkdtemp(join(tmpdir(), "stream-test-")));
  await db().installation.createMany({
    data: [{ id: randomUUID(), organisation: "Nordwind", demo: false, createdAt: new Date(0) }],
    skipDuplicates: true,
  });
  const now = new Date("2026-11-21T14:14:03.250Z");
  const person = await db().person.create({
    data: {
      roles: ["auditor"],
      joinedAt: now,
      identity: {
        create: { name: "Ada Auditor", title: "Auditor", email: `${randomUUID()}@x.test` },
      },
    },
  });
  ctx = {
    actor: { kind: "person", id: person.id, roles: ["auditor"] },
    now,
    requestId: randomUUID(),
  };
});

test("IPE-11: more rows than a file takes go on in the next, an index says which stand where, and none is cut", async () => {
  const { files, meta } = await taken({ ...spec("csv", 2_500), partRows: 1_000 });
  const parts = [...files].filter(([name]) => name.endsWith(".csv"));
  expect(parts.map(([name]) => name.slice(-12))).toEqual([
    "part-001.csv",
    "part-002.csv",
    "part-003.csv",
  ]);
  expect(meta).toMatchObject({ truncated: false, rows: { count: 2_500, distinctKeys: 2_500 } });
  expect(meta.parts).toMatchObject([
    { firstRow: 1, rows: 1_000 },
    { firstRow: 1_001, rows: 1_000 },
    { firstRow: 2_001, rows: 500 },
  ]);
  const lines = parts.map(([, text]) => text.trimEnd().split("\r\n"));
  expect(lines.map(([head]) => head)).toEqual(Array(3).fill('"position","caller","record"'));
  const rows = lines.flatMap(([, ...rest]) => rest);
  expect(rows).toHaveLength(2_500);
  expect(new Set(rows).size).toBe(2_500);
  for (const [at, [name, text]] of parts.entries()) {
    expect(meta.parts[at]).toMatchObject({ name, sha256: sha256(text) });
  }
  // IPE-10: of all rows as one file, with one head.
  expect(meta.integrity.dataSha256).toBe(sha256(`${[lines[0]?.[0], ...rows].join("\r\n")}\r\n`));
});

test("DAT-01, IPE-13: JSON Lines hold ids as text and records as JSON, with their schema beside them", async () => {
  const { files, meta } = await taken(spec("jsonl", 3));
  const text = [...files].find(([name]) => name.endsWith(".jsonl"))?.[1] ?? "";
  expect(
    text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))[1],
  ).toEqual({
    position: 1,
    caller: "=cmd(1)",
    record: { n: 1, deep: { "007": "1E5" } },
  });
  expect(meta.payload.sha256).toBe(sha256(text));
  const schema = JSON.parse([...files].find(([name]) => name.endsWith(".schema.json"))?.[1] ?? "");
  expect(schema.required).toEqual(["position", "caller", "record"]);
});

test("IPE-05, IPE-09, IPE-12, LOG-09: exclusions, redaction and storage are said in the block and kept with it", async () => {
  const { meta, id } = await taken({
    ...spec("csv", 2),
    exclusions: ["records of Countersign's own canary"],
    log: { size: 5, excluded: { "of the canary": 1, "outside the filters": 2 } },
    storage: "A folder of this server.",
    redaction: () => ({ ruleset: "1", statement: "Redacted on arrival.", counts: { email: 2 } }),
  });
  const said = {
    exclusions: ["records of Countersign's own canary"],
    reconciliation: { log: { size: 5 } },
    integrity: { storage: "A folder of this server." },
    redaction: { ruleset: "1", counts: { email: 2 } },
  };
  expect(meta).toMatchObject(said);
  const row = await db().export.findUniqueOrThrow({ where: { id } });
  expect(row.provenance).toMatchObject(said);
  const change = await db().changeLogEntry.findFirstOrThrow({ where: { subjectId: id } });
  expect(change).toMatchObject({ action: "export.made", actorId: ctx.actor.id });
});

test("G-05: a source that fails half way leaves no file, no row and no change", async () => {
  const before = await db().export.count();
  async function* failing() {
    yield rowsOf(0, 10);
    throw new Error("the connection was lost");
  }
  await expect(exportStream(ctx, { ...spec("csv", 20), rows: failing() })).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(await db().export.count()).toBe(before);
  expect(await readdir(tmpdir())).toEqual([]);
});

test("IPE-11: more rows than anybody waits for are refused in words, and nothing is made", async () => {
  await expect(exportStream(ctx, { ...spec("csv", 1), total: 5_000_001 })).rejects.toMatchObject({
    code: "too_large",
    message: expect.stringContaining("at most 5,000,000 rows and these are 5,000,001"),
  });
});

test("a file that nobody begins to take is removed as well", async () => {
  const file = await exportStream(ctx, spec("csv", 5));
  await file.bytes[Symbol.asyncIterator]().return?.();
  expect(await readdir(tmpdir())).toEqual([]);
});

function spec(format: "csv" | "jsonl", total: number): StreamSpec<Row> {
  return {
    title: "Calls",
    queryId: "test.stream@1",
    format,
    fileStem: "calls",
    columns,
    rows: pages(total),
    total,
    parameters: { run: randomUUID() },
    filters: [],
    sort: "position",
    primaryKey: "position",
    asOf: ctx.now,
  };
}

async function* pages(total: number) {
  for (let at = 0; at < total; at += 300) yield rowsOf(at, Math.min(total, at + 300));
}

function rowsOf(from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, n) => ({
    position: from + n,
    caller: `=cmd(${from + n})`,
    data: JSON.stringify({ n: from + n, deep: { "007": "1E5" } }),
  }));
}

async function taken(asked: StreamSpec<Row>) {
  const file = await exportStream({ ...ctx, requestId: randomUUID() }, asked);
  const bytes = Buffer.concat(await Array.fromAsync(file.bytes));
  expect(bytes.length).toBe(file.size);
  expect(await readdir(tmpdir())).toEqual([]);
  const files = unzipped(bytes);
  const meta = JSON.parse([...files].find(([name]) => name.endsWith(".meta.json"))?.[1] ?? "");
  const id: string = meta.export.id;
  return { files, meta, id };
}

// By the central directory, as parts that are streamed have no sizes in front of them.
function unzipped(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from("504b0506", "hex")) + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment] = [
      zip.readUInt32LE(at + 20),
      ...[28, 30, 32].map((n) => zip.readUInt16LE(at + n)),
    ];
    const local = zip.readUInt32LE(at + 42);
    const name = zip.subarray(at + 46, at + 46 + (nameLength ?? 0)).toString();
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.set(name, inflateRawSync(zip.subarray(from, from + (size ?? 0))).toString());
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return files;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
