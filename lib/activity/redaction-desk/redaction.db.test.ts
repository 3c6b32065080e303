import { beforeAll, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { addDays } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { read } from "@/lib/db/read";
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { ledger } from "@/lib/ledger-store/open-ledger";
import { getHead } from "@/lib/ledger-store/queries";
import { drawLeakCheck } from "../commands/draw-leak-check";
import { signLeakCheck } from "../commands/sign-leak-check";
import { tryRedaction } from "../commands/try-redaction";
import { POSITIVES } from "../redaction/corpus/measure";
import { leaksIn } from "../redaction/leaks";
import { REDACTION_VERSION } from "../redaction/redact";
import { agentgatewayLine, agentgatewayLines } from "../testing/gateway-lines";
import { contextOf, entriesOf, NOW, openForPushing, pushingSource } from "../testing/pushing";
import { bodyOf, SENDER_SHAPES, type SenderShape } from "../testing/sender-shapes";
import { databaseText, folderText } from "../testing/stored-text";
import { drawnFrom } from "./leak-draw";
import { getLeakCheck, leakCheckDue, listLeakChecks } from "./queries-leak-checks";
import { countRedactions } from "./queries-redaction";

const officer: Actor = {
  kind: "person",
  id: "5f0e8a52-6d1e-4b7e-9d5c-0f3f9c7a1b11",
  roles: ["compliance"],
};

beforeAll(openForPushing);

// Those of which a shorter part could stand anywhere by chance are left out; of each type there are at most five.
const PLANTED = POSITIVES.filter(
  ({ secret, value }) =>
    typeof value === "string" && secret.length >= 6 && !/^[0-9]{1,8}$/.test(secret),
).filter(({ type }, at, all) => all.slice(0, at).filter((one) => one.type === type).length < 5);

/** What must come through as it is. */
const KEPT = {
  uuid: "550e8400-e29b-41d4-a716-446655440000",
  trace: "4bf92f3577b34da6a3ce929d0e0e4736",
  sha1: "da39a3ee5e6b4b0d3255bfef95601890afd80709",
  date: "2026-08-21T09:15:30.123Z",
  number: "order 4155552671",
} as const;

test("RED-04 RED-01 planted in any place of any sender's payload, nothing of it is in database, ledger, log or export", async () => {
  expect(PLANTED.length).toBeGreaterThan(50);
  const said = listening();
  const source = await pushingSource("auto");
  for (const shape of SENDER_SHAPES) {
    const records = [shape.record, ...PLANTED.map(({ value }) => planting(shape, String(value)))];
    await source.send(bodyOf(shape, records), formatOf(shape));
  }
  const unknown = PLANTED.map(({ value }) => ({ unknown: value, [`key ${value}`]: 1 }));
  await source.send([...unknown, agentgatewayLine(1, { "gen_ai.tool.call.arguments": KEPT })]);
  await source.send(PLANTED.map(({ value }) => `{"broken ${String(value)}`).join("\n"));
  const entries = await entriesOf(source.id);
  expect(entries.length).toBeGreaterThan(SENDER_SHAPES.length * PLANTED.length * 0.5);
  const { DATABASE_URL, DATA_DIR } = env();
  const places = {
    database: await databaseText(DATABASE_URL),
    files: folderText(DATA_DIR),
    log: said(),
    entries: JSON.stringify(entries.map(({ data }) => data)),
  };
  for (const [place, text] of Object.entries(places)) {
    const found = PLANTED.filter(({ secret }) => text.includes(asStored(secret)));
    expect(found.map(({ value }) => [place, value])).toEqual([]);
  }
  const looked = entries.map(({ data }) => leaksIn(data));
  expect(looked.filter((counts) => Object.keys(counts).length > 0)).toEqual([]);
  for (const value of Object.values(KEPT)) expect(places.files).toContain(value);
  expect(places.database.length).toBeGreaterThan(100_000);
  expect(places.files).toContain("[email:");
});

/** In JSON, as everything is stored. */
const asStored = (text: string) => JSON.stringify(text).slice(1, -1);

function formatOf({ form }: SenderShape) {
  return form === "json" ? {} : ({ format: `otlp-${form}` } as const);
}

/** A text in every place that is not what the sender is known by: values, names, JSON within texts, addresses, headers, baggage. */
function planting({ record, marks }: SenderShape, text: string): JsonObject {
  const plant = (value: Json, name: string): Json => {
    if (marks.includes(name)) return value;
    if (typeof value === "string") return `${value} ${text}`;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((item: Json) => plant(item, name));
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, plant(inner, key)]),
    );
  };
  const planted: JsonObject = Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, plant(value, name)]),
  );
  return {
    ...planted,
    [`note ${text}`]: text,
    as_json: JSON.stringify({ deep: [{ [text]: [text] }] }),
    url: `https://example.com/x?q=${encodeURIComponent(text)}#${text}`,
    headers: { "x-note": [text], baggage: `a=1,note=${encodeURIComponent(text)};p=1` },
  };
}

/** Everything that this process says from here on. */
function listening(): () => string {
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => said.push(String(chunk)) > 0);
  }
  for (const level of ["log", "info", "warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((...args) => void said.push(args.join(" ")));
  }
  return () => {
    vi.restoreAllMocks();
    return said.join("\n");
  };
}

test("a text that is tried is in no table and no file; the change holds counts alone", async () => {
  const text = "zq-marker-zq anna.try@example.com and 4012888888881881";
  const tried = await tryRedaction(contextOf(officer), { text });
  expect(tried).toMatchObject({ counts: { email: 1, card: 1 }, state: "complete" });
  expect(tried.redacted).toMatch(/^zq-marker-zq \[email:try:[a-z2-7]{26}\] and \[card:try:/);
  const again = await tryRedaction(contextOf(officer), { text });
  expect(again.redacted).not.toBe(tried.redacted); // made with another key, so it can be compared with nothing
  const { DATABASE_URL, DATA_DIR } = env();
  for (const kept of [await databaseText(DATABASE_URL), folderText(DATA_DIR)]) {
    for (const part of ["zq-marker-zq", "anna.try", "4012888888881881", tried.redacted]) {
      expect(kept).not.toContain(part);
    }
  }
  const change = await read().changeLogEntry.findFirst({
    where: { action: "redaction.tried" },
    select: { before: true, after: true, reason: true },
  });
  expect(change).toEqual({
    before: null,
    after: {
      version: REDACTION_VERSION,
      characters: text.length,
      counts: { email: 1, card: 1 },
      state: "complete",
    },
    reason: null,
  });
  const auditor: Actor = { ...officer, roles: ["auditor"] };
  await expect(tryRedaction(contextOf(auditor), { text })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("what redaction took out is counted over the records of the ledger", async () => {
  const before = await countRedactions(officer, new Date());
  const source = await pushingSource("agentgateway");
  await source.send([agentgatewayLine(1, { note: "count@example.com" }), agentgatewayLine(2)]);
  const [today, week, month] = await countRedactions(officer, new Date());
  for (const [at, window] of [today, week, month].entries()) {
    const old = before[at];
    expect(window?.isWhole).toBe(true);
    expect((window?.tally.records ?? 0) - (old?.tally.records ?? 0)).toBe(2);
    expect((window?.tally.counts.get("email") ?? 0) - (old?.tally.counts.get("email") ?? 0)).toBe(
      1,
    );
  }
});

test("RED-03 records are drawn by a seed from what is sealed, looked through again, and a person signs", async () => {
  await expect(drawLeakCheck(contextOf(officer))).rejects.toMatchObject({ code: "conflict" });
  const source = await pushingSource("agentgateway");
  await source.send(agentgatewayLines(60));
  const marks = Array.from({ length: 400 }, (_, at) => ({
    ...{ type: "heartbeat", key: `mark-${at}`, source: { id: source.id } },
    data: { kind: "heartbeat" },
  }));
  await (await ledger()).logs.calls.appender.append(marks);
  await sealed();
  const ctx = contextOf(officer, new Date());
  const { id, found } = await drawLeakCheck(ctx);
  const check = await getLeakCheck(officer, id);
  expect(check).toMatchObject({
    seed: ctx.requestId,
    policyVersion: REDACTION_VERSION,
    verdict: null,
    version: 1,
  });
  expect(check.indices).toHaveLength(25);
  const { logs } = await ledger();
  const again: string[] = [];
  for (const index of drawnFrom(check.seed, check.size)) {
    const entry = await logs.calls.reader.entryAt(index);
    if (entry?.entry.body?.type === "call") again.push(index.toString());
    if (again.length === 25) break;
  }
  expect(check.indices).toEqual(again);
  expect(found).toBe(0);
  const input = { checkId: id, version: 1, verdict: "clean", note: "Opened three." } as const;
  const auditor: Actor = { ...officer, roles: ["auditor"] };
  await expect(signLeakCheck(contextOf(auditor), input)).rejects.toMatchObject({
    code: "forbidden",
  });
  const job: Actor = { kind: "job", id: "j", grants: ["leak-check:sign"] };
  await expect(signLeakCheck(contextOf(job), input)).rejects.toMatchObject({ code: "forbidden" });
  const stale = { ...input, version: 2 };
  await expect(signLeakCheck(contextOf(officer), stale)).rejects.toMatchObject({
    code: "conflict",
  });
  await signLeakCheck(contextOf(officer), input);
  await expect(signLeakCheck(contextOf(officer), input)).rejects.toMatchObject({
    code: "conflict",
  });
  const [listed] = await listLeakChecks(officer);
  expect(listed).toMatchObject({ id, verdict: "clean", signedById: officer.id, version: 2 });
  const due = await leakCheckDue(officer, NOW);
  expect(due).toMatchObject({ lastSignedAt: NOW, dueAt: addDays(NOW, 30), isOverdue: false });
  expect(await leakCheckDue(officer, addDays(NOW, 31))).toMatchObject({ isOverdue: true });
});

test("RED-03 what got past the rules of its time is found in a leak check", async () => {
  const { logs } = await ledger();
  const data = { kind: "tool_call", "error.message": "no such user leak.anna@example.com" };
  const event = { type: "call", source: { id: "past-rules" }, key: "past-1", data };
  await logs.calls.appender.append([event]);
  await sealed();
  const { size = 0n } = (await getHead("calls")) ?? {};
  let found = 0;
  for (let turn = 0; turn < 200 && found === 0; turn += 1) {
    const check = await drawLeakCheck(contextOf(officer));
    found = check.found;
    if (found > 0) {
      expect((await getLeakCheck(officer, check.id)).found).toEqual([
        { index: (size - 1n).toString(), counts: { email: 1 } },
      ]);
    }
  }
  expect(found).toBe(1);
});

/** Everything so far counts as sealed; who only draws does not look at the signature. */
async function sealed(): Promise<void> {
  const { logs } = await ledger();
  const size = (await getHead("calls"))?.size ?? 0n;
  await logs.calls.pool.query(
    "INSERT INTO ledger_seal (log, size, root, note, at) VALUES ('calls', $1, $2, $2, now()) ON CONFLICT DO NOTHING",
    [size.toString(), Buffer.alloc(32)],
  );
}
