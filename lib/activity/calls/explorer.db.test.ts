// What people read, take out and decide of calls, over calls that came the way of a gateway.
import { randomUUID } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { transact } from "@/lib/change-log/transact";
import { addDays, utcDay } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { read } from "@/lib/db/read";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import { dismissCandidate } from "../commands/dismiss-candidate";
import { restoreCandidate } from "../commands/restore-candidate";
import { viewCall } from "../commands/view-call";
import { agentgatewayLine, obotRow } from "../testing/gateway-lines";
import { contextOf, NOW, openForPushing, pushingSource } from "../testing/pushing";
import { answerSentence, callersOf } from "./answer-view";
import { callQueryOf } from "./call-query";
import { exportAnswer } from "./export-answer";
import { exportCalls } from "./export-calls";
import { listCalls, listCandidates } from "./queries-calls";
import { answer } from "./queries-question";

beforeAll(openForPushing);

// The index follows what is stored: its rows stand there once the push is answered.
async function pushed(lines: readonly JsonObject[], kind = "agentgateway") {
  const source = await pushingSource(kind, { environment: "production", region: "eu" });
  expect(await source.send(lines)).toMatchObject({ accepted: lines.length, quarantined: 0 });
  return source.id;
}

async function person(...roles: Role[]): Promise<Extract<Actor, { kind: "person" }>> {
  const id = randomUUID();
  const starter: Actor = { kind: "job", id: "test", grants: [] };
  await transact(contextOf(starter), async (tx, record) => {
    const identity = {
      create: { name: `P ${id.slice(0, 8)}`, email: `${id}@example.com`, title: "Tester" },
    };
    const joined = await tx.person.create({ data: { id, roles, joinedAt: NOW, identity } });
    await record({ action: "person.joined", subjectId: id, before: null, after: joined });
  });
  return { kind: "person", id, roles };
}

test("IPE-03, IPE-05, IPE-07, IPE-09, IPE-12, LOG-09, LOG-10: the file holds exactly the calls of the filter, each with its place and leaf hash", async () => {
  const auditor = await person("auditor");
  const lines = [
    agentgatewayLine(1, { "src.identity": "=cmd()", "request.id": "007" }),
    agentgatewayLine(2, { "gen_ai.tool.call.arguments": { to: "ada.lovelace@example.com" } }),
    agentgatewayLine(3, { "http.status": 403, reason: "Authorization" }),
  ];
  const source = await pushed([...lines, agentgatewayLine(4, { "mcp.target": "github" })]);
  const address = { source, server: "postgres" };
  const query = callQueryOf(address);
  const listed = await listCalls(auditor, query.filter, { page: 1, pageSize: 50 });
  expect(listed.total).toBe(3);

  const csv = await exported(auditor, "csv", address);
  const { meta } = csv;
  const [head, ...rows] = (csv.files.get("csv") ?? "").trimEnd().split("\r\n");
  expect(head?.split(",").slice(0, 3)).toEqual([
    '"ledger_position"',
    '"leaf_hash"',
    '"occurred_at"',
  ]);
  expect(rows).toHaveLength(3);
  expect(rows.join("\n")).toContain('"\'=cmd()"');

  const jsonl = await exported(auditor, "jsonl", address);
  const objects = (jsonl.files.get("jsonl") ?? "")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(new Set(objects.map(({ ledger_position }) => String(ledger_position)))).toEqual(
    new Set(listed.rows.map(({ idx }) => idx)),
  );
  const entries = await readEntries(
    "calls",
    objects.map(({ ledger_position: at }) => BigInt(at)),
  );
  for (const { ledger_position: at, leaf_hash, record, index_check } of objects) {
    const entry = entries.get(BigInt(at));
    expect({ leaf_hash, record, index_check }).toEqual({
      leaf_hash: entry?.leafHash,
      record: entry?.data,
      index_check: "same",
    });
  }
  expect(JSON.stringify(objects)).not.toContain("lovelace");

  expect(jsonl.meta.integrity.dataSha256).toBe(meta.integrity.dataSha256);
  expect(meta.filters).toEqual([`Source: ${source}`, "Server: postgres"]);
  expect(meta.rows).toMatchObject({
    count: 3,
    distinctKeys: 3,
    controlTotals: { operation: { "postgres.query": 3 }, "day (UTC)": { "2026-11-21": 3 } },
    ledger: { recorded: 3, same: 3, different: 0 },
  });
  expect(meta.rows.controlTotals.outcome).toMatchObject({ Denied: 1 });
  const { included, log } = meta.reconciliation;
  const excluded: number[] = Object.values(log.excluded);
  expect(included + excluded.reduce((sum, n) => sum + n, 0)).toBe(log.size);
  expect(meta.exclusions.join()).toMatch(/superseded versions/);
  expect(meta.redaction).toMatchObject({ counts: { email: 1 } });
  expect(meta.redaction.ruleset).toBeTruthy();
  expect(meta.integrity.storage).toMatch(/could have written other entries/);
  const change = await read().changeLogEntry.findFirst({ where: { subjectId: meta.export.id } });
  expect(change).toMatchObject({ action: "export.made", actorId: auditor.id });
  await expect(exported(await person("owner"), "csv", address)).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("IPE-09: a row of the index that somebody changed is said to differ, and the record beside it is the ledger's", async () => {
  const auditor = await person("auditor");
  const source = await pushed([agentgatewayLine(1), agentgatewayLine(2)]);
  const { rows } = await listCalls(auditor, callQueryOf({ source }).filter, {
    page: 1,
    pageSize: 5,
  });
  const idx = BigInt(rows[0]?.idx ?? "");
  // Who owns the database can do it: the log itself they cannot change unseen.
  await db().$transaction([
    db().$executeRaw`SET LOCAL session_replication_role = replica`,
    db().$executeRaw`UPDATE ledger_calls SET person = 'somebody-else' WHERE idx = ${idx}`,
  ]);
  const { files, meta } = await exported(auditor, "jsonl", { source });
  expect(meta.rows.ledger).toMatchObject({ same: 1, different: 1 });
  const lines = (files.get("jsonl") ?? "").trimEnd().split("\n");
  const changed = lines
    .map((line) => JSON.parse(line))
    .find((line) => BigInt(line.ledger_position) === idx);
  expect(changed).toMatchObject({ on_behalf_of: "somebody-else", index_check: "differs" });
  expect(JSON.stringify(changed.record)).not.toContain("somebody-else");
});

test("IPE-05, IPE-11: of an amended record the newest version is a row, and parts say which rows they hold", async () => {
  const auditor = await person("auditor");
  const source = await pushed(
    [1, 2, 3, 4].map((id) => obotRow(id, { status: "unknown" })),
    "obot",
  );
  const again = await pushedAgain(
    source,
    obotRow(2, { status: "success", httpStatus: 200, durationMs: 4 }),
  );
  expect(again).toBe(1);
  const { meta, parts } = await exported(auditor, "csv", { source }, 3);
  expect(meta.rows.count).toBe(4);
  expect(meta.parts.map(({ rows }: { rows: number }) => rows)).toEqual([3, 1]);
  expect(parts).toBe(2);
  expect(meta.reconciliation.log.excluded["superseded versions within the filters"]).toBe(1);
});

test("LOG-10: a look at a record is recorded once, together with the versions shown beside it", async () => {
  const officer = await person("compliance");
  const source = await pushed([obotRow(9, { status: "unknown" })], "obot");
  await pushedAgain(source, obotRow(9, { status: "denied", httpStatus: 403 }));
  const [call] = (
    await listCalls(officer, callQueryOf({ source }).filter, { page: 1, pageSize: 5 })
  ).rows;
  if (!call) throw new Error("no call");
  expect(call).toMatchObject({ version: 2, outcome: "denied" });
  const looks = () =>
    read().changeLogEntry.findMany({ where: { action: "entry.viewed", actorId: officer.id } });
  await viewCall(contextOf(officer), { index: call.idx });
  await viewCall(contextOf(officer), { index: call.idx });
  expect((await looks()).map(({ subjectId }) => subjectId).sort()).toEqual(
    [`calls-${call.idx}`, `calls-${call.corrects}`].sort(),
  );
  const stranger = await person("owner");
  await expect(viewCall(contextOf(stranger), { index: call.idx })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("LOG-11: who accessed production at a moment is answered with the person, the grant and the approval as it stood then", async () => {
  const [auditor, officer, owner] = await Promise.all([
    person("auditor"),
    person("compliance"),
    person("owner"),
  ]);
  const slug = `asked-${randomUUID().slice(0, 8)}`;
  const agent = await approvedAgent(slug, owner.id, officer.id);
  await changed(agent, "Another purpose since then.", addDays(NOW, 1));
  const source = await pushed([
    agentgatewayLine(1, { "src.identity": slug.toUpperCase(), "jwt.sub": "ops-17" }),
    agentgatewayLine(2, { "src.identity": slug.toUpperCase(), "jwt.sub": "ops-17" }),
  ]);
  const [from, to] = [new Date("2026-11-21T11:55:00Z"), new Date("2026-11-21T12:05:00Z")];
  const asked = { from, to, environment: "production", server: "postgres", agents: [agent.id] };
  const found = await answer(auditor, asked);
  expect(found).toMatchObject({ total: 2, left: 0 });
  expect(answerSentence(found)).toBe(`2 calls by Asked ${slug}, on behalf of ops-17.`);
  const [caller] = callersOf(found.lines);
  expect(caller).toMatchObject({
    agentSlug: slug,
    person: "ops-17",
    calls: 2,
    approval: `Approved by P ${officer.id.slice(0, 8)} on 2026-11-20, active at that time`,
    purpose: "Answers questions about orders.",
    grant: "The call names no key, so no grant can be told",
  });
  expect(caller?.lines[0]).toMatchObject({ operation: "postgres.query", count: 2 });
  expect(caller?.lines[0]?.indices).toHaveLength(2);
  expect(found.sealed.calls).toBe(2);

  const pdf = await exportAnswer(contextOf(auditor), {
    ...{ from, to, zone: "Europe/Berlin", place: ["environment production"], answer: found },
    asked: { when: "2026-11-21 13:00" },
  });
  const pages = Buffer.from(pdf.bytes)
    .toString("latin1")
    .match(/\/Type \/Page\b/g);
  expect(pages).toHaveLength(1);
  // Before it was approved nobody had approved it.
  const early = await answer(auditor, {
    ...asked,
    from: new Date("2026-11-19T00:00:00Z"),
    agents: null,
    server: source,
  });
  expect(early.lines).toEqual([]);
});

test("G3: a dismissal has a reason and an end within the policy, is one at a time, and can be taken back", async () => {
  const officer = await person("compliance");
  const value = `shadow-${randomUUID().slice(0, 8)}`;
  await pushed([agentgatewayLine(1, { "src.identity": value })]);
  const wish = {
    kind: "agent",
    value,
    reason: "A test of the vendor's.",
    until: utcDay(addDays(NOW, 30)),
  } as const;
  const found = async () =>
    (await listCandidates(officer, NOW)).find((candidate) => candidate.value === value);
  expect(await found()).toMatchObject({ kind: "agent", calls: 1, dismissal: null });

  for (const until of [utcDay(addDays(NOW, 91)), utcDay(NOW)]) {
    await expect(dismissCandidate(contextOf(officer), { ...wish, until })).rejects.toMatchObject({
      code: "invalid_input",
      fieldErrors: { until: [expect.any(String)] },
    });
  }
  await expect(
    dismissCandidate(contextOf(officer), { ...wish, value: "nobody-calls-so" }),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(dismissCandidate(contextOf(await person("auditor")), wish)).rejects.toMatchObject({
    code: "forbidden",
  });

  const { id } = await dismissCandidate(contextOf(officer), wish);
  expect(await found()).toMatchObject({ dismissal: { id, reason: wish.reason } });
  await expect(dismissCandidate(contextOf(officer), wish)).rejects.toMatchObject({
    code: "conflict",
  });
  const later = (await listCandidates(officer, addDays(NOW, 31))).find(
    (one) => one.value === value,
  );
  expect(later?.dismissal).toBeNull();

  await restoreCandidate(contextOf(officer), { id });
  expect(await found()).toMatchObject({ dismissal: null });
  await expect(restoreCandidate(contextOf(officer), { id })).rejects.toMatchObject({
    code: "conflict",
  });
  const acts = await read().changeLogEntry.findMany({
    where: { subjectId: id },
    orderBy: { seq: "asc" },
  });
  expect(acts.map(({ action, reason }) => [action, reason])).toEqual([
    ["candidate.dismissed", wish.reason],
    ["candidate.restored", null],
  ]);
});

async function pushedAgain(sourceId: string, row: JsonObject): Promise<number> {
  const { push } = await import("../ingest/push");
  const actor: Actor = { kind: "source", id: sourceId, grants: ["call:push"] };
  const { accepted } = await push(contextOf(actor), {
    ...{
      sourceId,
      encoding: null,
      contentType: "application/json",
      headers: {},
      transport: "http",
    },
    ...{ body: new TextEncoder().encode(JSON.stringify(row)), format: "lines" as const },
  });
  return accepted;
}

async function exported(actor: Actor, format: "csv" | "jsonl", address: object, partRows?: number) {
  const file = await exportCalls(contextOf(actor), {
    ...{ format, address, query: callQueryOf(address), agents: null },
    dataClassWord: (word) => word,
    ...(partRows === undefined ? {} : { partRows }),
  });
  const entries = unzipped(Buffer.concat(await Array.fromAsync(file.bytes)));
  const ending = (end: string) => entries.find(([name]) => name.endsWith(end))?.[1] ?? "";
  return {
    files: new Map([[format, ending(`.${format}`)]]),
    parts: entries.filter(([name]) => name.endsWith(`.${format}`)).length,
    meta: JSON.parse(ending(".meta.json")),
  };
}

// By the central directory, as parts that are streamed have no sizes in front of them.
function unzipped(zip: Buffer): [name: string, text: string][] {
  const files: [string, string][] = [];
  let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from("504b0506", "hex")) + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const size = zip.readUInt32LE(at + 20);
    const [name = 0, extra = 0, comment = 0] = [28, 30, 32].map((n) => zip.readUInt16LE(at + n));
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    files.push([
      zip.subarray(at + 46, at + 46 + name).toString(),
      inflateRawSync(zip.subarray(from, from + size)).toString(),
    ]);
    at += 46 + name + extra + comment;
  }
  return files;
}

async function approvedAgent(slug: string, ownerId: string, approvedById: string) {
  const [asked, approvedAt] = [addDays(NOW, -2), addDays(NOW, -1)];
  const officer: Actor = { kind: "person", id: approvedById, roles: ["compliance"] };
  return transact({ ...contextOf(officer), now: approvedAt }, async (tx, record) => {
    const agent = await tx.agent.create({
      data: {
        ...{
          slug,
          name: `Asked ${slug}`,
          purpose: "Answers questions about orders.",
          description: "",
        },
        ...{ status: "ACTIVE", ownerId, modelProvider: "A", modelName: "m", autonomy: "SUGGESTS" },
        ...{ oversight: "", dataClasses: ["personal"], environments: ["production"] },
        ...{ customerFacing: false, riskAnswers: {}, riskReason: "", riskRuleVersion: 1 },
        ...{ aiActRole: "DEPLOYER", aiActArea: "NONE", aiActProfiling: false, links: [] },
        ...{
          aiActDerogation: "NOT_CLAIMED",
          aiActTalksToPeople: false,
          aiActGeneratesContent: false,
        },
        ...{ aiActReasoning: "", aiActAssessedById: ownerId, aiActAssessedAt: asked },
        ...{
          duplicateReason: "",
          requestedById: ownerId,
          requestedAt: asked,
          approvedById,
          approvedAt,
        },
      },
    });
    await record({ action: "agent.approved", subjectId: agent.id, before: null, after: agent });
    return agent;
  });
}

async function changed(agent: { id: string }, purpose: string, now: Date) {
  const starter: Actor = { kind: "job", id: "test", grants: [] };
  await transact({ ...contextOf(starter), now }, async (tx, record) => {
    const after = await tx.agent.update({ where: { id: agent.id }, data: { purpose } });
    await record({ action: "agent.edited", subjectId: agent.id, before: null, after });
  });
}
