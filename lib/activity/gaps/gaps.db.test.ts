import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { transact } from "@/lib/change-log/transact";
import { addDays, MINUTE_MS, utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { addSource } from "../commands/add-source";
import { disposeGap } from "../commands/dispose-gap";
import { enterTotal } from "../commands/enter-total";
import { watchGaps } from "../commands/watch-gaps";
import { push } from "../ingest/push";
import { tallies } from "../ingest/tallying";
import { addSourceInput } from "../sources/source-schema";
import { agentgatewayLine } from "../testing/gateway-lines";
import { contextOf, openForPushing } from "../testing/pushing";
import { listDays } from "./queries-calendar";
import { dayCompleteness } from "./queries-days";
import { fieldTable } from "./queries-fields";
import { listGaps } from "./queries-gaps";

// The ledger stamps what it takes with the time that it is: these tests happen now.
const NOW = new Date();
const soon = new Date(NOW.getTime() + 10 * MINUTE_MS);

const watcher: Actor = { kind: "job", id: "activity.watch-gaps", grants: ["gap:watch"] };
const starter: Actor = {
  kind: "job",
  id: "test",
  grants: ["source:manage", "source:read", "call:read"],
};

const look = (now = soon) => watchGaps(contextOf(watcher, now));

beforeAll(openForPushing);

async function person(...roles: Role[]): Promise<Extract<Actor, { kind: "person" }>> {
  const id = randomUUID();
  await transact(contextOf(starter, NOW), async (tx, record) => {
    const identity = { create: { name: `P ${id}`, email: `${id}@example.com`, title: "Tester" } };
    const joined = await tx.person.create({ data: { id, roles, joinedAt: NOW, identity } });
    await record({ action: "person.joined", subjectId: id, before: null, after: joined });
  });
  return { kind: "person", id, roles };
}

async function source(more: JsonObject = {}, addedAt = addDays(NOW, -1)) {
  const input = addSourceInput.parse({ name: `S ${randomUUID()}`, kind: "agentgateway", ...more });
  const { id } = await addSource(contextOf(starter, addedAt), input);
  const actor: Actor = { kind: "source", id, grants: ["call:push"] };
  const send = (lines: readonly JsonObject[]) =>
    push(contextOf(actor, new Date()), {
      ...{ sourceId: id, encoding: null, contentType: null, headers: {}, transport: "http" },
      ...({
        body: new TextEncoder().encode(lines.map((one) => JSON.stringify(one)).join("\n")),
        format: "lines",
      } as const),
    });
  return { id, send };
}

const numbered = (first: number, last: number, more: JsonObject = {}): JsonObject[] =>
  Array.from({ length: last - first + 1 }, (_, at) =>
    agentgatewayLine(first + at, {
      time: timeText(new Date()),
      sender_sequence: first + at,
      ...more,
    }),
  );

// agentgateway writes microseconds without leading zeros.
function timeText(at: Date): string {
  return `${at.toISOString().slice(0, 19)}.${at.getUTCMilliseconds() * 1_000}Z`;
}

function gapsOf(sourceId: string) {
  return read().gap.findMany({
    where: { sourceId },
    orderBy: [{ fromAt: "asc" }, { firstSeq: "asc" }],
  });
}

async function actsOn(subjectId: string): Promise<string[]> {
  const changes = await read().changeLogEntry.findMany({
    where: { subjectId },
    orderBy: { seq: "asc" },
  });
  return changes.map(({ action }) => action);
}

test("LOG-07 G14 a hole in a sender's numbers becomes one gap, and is filled when they come after all", async () => {
  const gateway = await source();
  await gateway.send([...numbered(480, 499), ...numbered(511, 520)]);
  await look(NOW); // all of it is younger than the join window
  expect(await gapsOf(gateway.id)).toEqual([]);
  await look();
  await look();
  const [gap, ...others] = await gapsOf(gateway.id);
  expect(others).toEqual([]);
  expect(gap).toMatchObject({
    kind: "sequence",
    firstSeq: 500n,
    lastSeq: 510n,
    disposition: "unexplained",
  });

  await gateway.send(numbered(503, 505));
  await look();
  expect(await gapsOf(gateway.id)).toMatchObject([
    { id: gap?.id, firstSeq: 500n, lastSeq: 502n, filledAt: null },
    { firstSeq: 506n, lastSeq: 510n, filledAt: null },
  ]);
  await gateway.send([...numbered(500, 502), ...numbered(506, 510)]);
  await look();
  await look(addDays(soon, 1));
  for (const { filledAt, id } of await gapsOf(gateway.id)) {
    expect(filledAt).toBeInstanceOf(Date);
    expect((await actsOn(id)).at(-1)).toBe("gap.filled");
  }
  expect(await actsOn(gap?.id ?? "")).toEqual(["gap.found", "gap.filled", "gap.filled"]);
});

test("LOG-07 numbers that arrive in another order are no gap, and a new epoch begins anew", async () => {
  const gateway = await source();
  await gateway.send(numbered(6, 10, { sender_epoch: "a" }));
  await gateway.send(numbered(1, 5, { sender_epoch: "a" }));
  await gateway.send(numbered(1, 3, { sender_epoch: "b" }));
  await look();
  expect(await gapsOf(gateway.id)).toEqual([]);
  await look(addDays(soon, 1));
  const watch = await read().gapWatch.findUnique({ where: { sourceId: gateway.id } });
  expect(watch?.epochs).toMatchObject([
    { epoch: "b", first: "1", last: "3", repeats: "0" },
    { epoch: "a", first: "1", last: "10", repeats: "0" },
  ]);
});

test("LOG-07 a source that falls silent is told of once; the gap ends with the next sign, and late records fill it", async () => {
  const [admin, officer] = [await person("admin"), await person("compliance")];
  const added = new Date(Math.floor(NOW.getTime() / MINUTE_MS) * MINUTE_MS - 180 * MINUTE_MS);
  const minute = (n: number) => new Date(added.getTime() + n * MINUTE_MS);
  const at = (n: number) => agentgatewayLine(n, { time: timeText(minute(n)) });
  const gateway = await source({ rhythmMinutes: "30" }, added);
  await gateway.send([0, 20, 40, 60].map(at));
  // What is received shows life as well: look from before it was.
  await look(minute(100));
  const [silent] = await gapsOf(gateway.id);
  expect(silent).toMatchObject({ kind: "silence", fromAt: minute(61), toAt: null });
  await look(minute(110));
  expect(await gapsOf(gateway.id)).toHaveLength(1);
  for (const { id } of [admin, officer]) {
    const told = await read().notification.findMany({
      where: { personId: id, link: `/activity/gaps?open=${silent?.id}` },
    });
    expect(told).toHaveLength(1);
  }
  await gateway.send([at(120)]);
  await look(minute(130));
  expect(await gapsOf(gateway.id)).toMatchObject([
    { id: silent?.id, toAt: minute(120), filledAt: null },
  ]);
  await gateway.send([at(85), at(100)]);
  await look(minute(131));
  expect(await gapsOf(gateway.id)).toMatchObject([{ id: silent?.id, filledAt: minute(131) }]);
  expect(await actsOn(silent?.id ?? "")).toEqual(["gap.found", "gap.ended", "gap.filled"]);
});

test("LOG-07 a gap is explained with cause and impact by a person, and opened again with a reason", async () => {
  const gateway = await source();
  await gateway.send([...numbered(1, 2), ...numbered(4, 5)]);
  await look();
  const [gap] = await gapsOf(gateway.id);
  if (!gap) throw new Error("no gap");
  const officer = await person("compliance");
  const input = {
    ...({ gapId: gap.id, version: gap.version, disposition: "explained" } as const),
    ...{ cause: "A restart lost the buffer.", impact: "One call.", incident: "INC-7" },
  } as const;
  await expect(disposeGap(contextOf(watcher, soon), input)).rejects.toMatchObject({
    code: "forbidden",
  });
  await disposeGap(contextOf(officer, soon), input);
  await expect(
    disposeGap(contextOf(officer, soon), { ...input, disposition: "accepted" }),
  ).rejects.toMatchObject({
    code: "conflict",
    conflict: expect.arrayContaining([
      expect.objectContaining({ field: "disposition", theirsValue: "explained" }),
    ]),
  });
  const list = (state: "explained" | "unexplained") =>
    listGaps(
      officer,
      { from: null, to: null, source: gateway.id, kind: null, state },
      { page: 1, pageSize: 25, now: soon },
    );
  expect((await list("explained")).rows).toMatchObject([
    { cause: "A restart lost the buffer.", disposedBy: `P ${officer.id}` },
  ]);
  await disposeGap(contextOf(officer, soon), {
    ...input,
    version: gap.version + 1,
    disposition: "unexplained",
    cause: "The buffer was not it.",
  });
  expect((await list("unexplained")).rows).toMatchObject([{ cause: "", disposedBy: "" }]);
  const [last] = await read().changeLogEntry.findMany({
    where: { subjectId: gap.id },
    orderBy: { seq: "desc" },
    take: 1,
  });
  expect(last).toMatchObject({ action: "gap.disposed", reason: "The buffer was not it." });
});

test("LOG-06 LOG-08 a day is complete evidence where nothing speaks against it, and says its fields and why they are empty", async () => {
  const gateway = await source();
  const ids = (n: number) => ({ "trace.id": hex(n, 32), "span.id": hex(n, 16) });
  await gateway.send(
    numbered(1, 8).map((line, n) => ({ ...line, ...ids(n + 1), "agw.api_key.name": "k" })),
  );
  await tallies().flush();
  const tomorrow = addDays(NOW, 2);
  const ask = { day: utcDay(NOW), zone: "UTC", source: gateway.id };
  const [running] = await dayCompleteness(starter, { ...ask, now: NOW });
  expect(running?.reasons).toContain("The day is not over.");
  await look(tomorrow);
  const [whole] = await dayCompleteness(starter, { ...ask, now: tomorrow });
  expect(whole).toMatchObject({
    verdict: "complete",
    calls: 8,
    late: 0,
    completeness: "100.0%",
    hours: 24,
    gaps: [],
  });

  const table = await fieldTable(starter, {
    source: gateway.id,
    from: addDays(NOW, -1),
    to: tomorrow,
  });
  expect(table).toMatchObject({ read: 8, calls: 8 });
  const field = (name: string) => table.fields.find((one) => one.field === name);
  expect(field("occurred_at")).toMatchObject({ share: "100.0%", notProvided: 0 });
  expect(field("device.id")).toMatchObject({ filled: 0, share: "0.0%", notProvided: 8 });
  for (const { filled, notProvided, redactionFailed } of table.fields)
    expect(filled + notProvided + redactionFailed).toBe(8);

  await gateway.send(numbered(10, 10));
  await look(addDays(tomorrow, 1));
  const [holed] = await dayCompleteness(starter, { ...ask, now: addDays(tomorrow, 1) });
  expect(holed).toMatchObject({
    verdict: "gap",
    gaps: [{ kind: "sequence", detail: "Number 9 is missing." }],
  });
  await look(new Date(`${utcDay(addDays(tomorrow, 2))}T00:02:00Z`)); // days are counted at the beginning of an hour
  const { lines } = await listDays(starter, { source: gateway.id, now: addDays(tomorrow, 2) });
  expect(lines.find(({ day }) => day === utcDay(NOW))?.cells).toMatchObject([
    { verdict: "gap", calls: 9 },
  ]);
});

test("LOG-06 while a sender's clock runs ahead its day is not evaluated", async () => {
  const gateway = await source();
  const ahead = new Date(Date.now() + 5_000);
  await gateway.send([agentgatewayLine(1, { time: timeText(ahead), sender_sequence: 1 })]);
  await tallies().flush();
  await look(new Date(NOW.getTime() + 30 * MINUTE_MS));
  expect(await gapsOf(gateway.id)).toMatchObject([{ kind: "clock" }]);
  const [day] = await dayCompleteness(starter, {
    day: utcDay(new Date()),
    zone: "UTC",
    source: gateway.id,
    now: addDays(NOW, 2),
  });
  expect(day?.clock).toContain("it ran ahead");
  expect(day?.reasons).toContain("The sender's clock ran ahead: its times are not trusted.");
});

test("IPE-23 a total from elsewhere stands beside ours, and a difference needs an explanation", async () => {
  const gateway = await source();
  await gateway.send(numbered(1, 3));
  const officer = await person("compliance");
  const input = {
    sourceId: gateway.id,
    day: utcDay(new Date()),
    zone: "UTC",
    total: 5,
    origin: "Load balancer",
    explanation: "",
  };
  const enter = (more: Partial<typeof input>): Promise<unknown> =>
    enterTotal(contextOf(officer, soon), { ...input, ...more });
  await expect(enter({})).rejects.toMatchObject({
    fieldErrors: { explanation: [expect.stringContaining("3 calls")] },
  });
  await enter({ explanation: "Two health checks." });
  const [day] = await dayCompleteness(starter, {
    day: input.day,
    zone: "UTC",
    source: gateway.id,
    now: soon,
  });
  expect(day?.totals).toMatchObject([
    { total: 5, recorded: 3, difference: "2 missing here", enteredBy: `P ${officer.id}` },
  ]);
});

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, "a");
}
