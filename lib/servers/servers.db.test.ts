import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { read } from "@/lib/db/read";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { establishInstallation } from "@/lib/settings/installation";
import { classifyOperations, editOperation } from "./commands/edit-operation";
import { editServer } from "./commands/edit-server";
import { adoptOperations, registerOperation } from "./commands/register-operation";
import { registerServer } from "./commands/register-server";
import { restoreOperation, retireOperation } from "./commands/retire-operation";
import { restoreServer, retireServer } from "./commands/retire-server";
import { exportServers } from "./export";
import { getServer, listServers, listUnregistered, readRegister } from "./queries";
import { searchOperations, searchServers } from "./queries-search";
import { exportServersInput, listServersInput, type RegisterServerInput } from "./schema";
import { exportScope } from "./scope/export-scope";
import { getScope } from "./scope/queries-scope";
import { toScopeShown } from "./scope/scope-view";
import { submitScope } from "./scope/submit-scope";
import { CONTENT } from "./testing/fixtures";
import { toServerShown } from "./view";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
type Person = Extract<Actor, { kind: "person" }>;

let owner: Person;
let deputy: Person;
let stranger: Person;
let officer: Person;
let risk: Person;

beforeAll(async () => {
  [owner, deputy, stranger] = [await person("owner"), await person("owner"), await person("owner")];
  [officer, risk] = [await person("compliance"), await person("risk-owner")];
  const start: Actor = { kind: "job", id: "servers.test", grants: ["installation:establish"] };
  await establishInstallation(contextOf(start), { organisation: "Test", demo: false });
});
afterAll(async () => {
  await db().$disconnect();
});

test("CC6.1 a server is registered with its names, edited by its owner, and both stand in the change log", async () => {
  const { id, slug, name } = await registered();
  await edits(owner, id, {
    purpose: "Holds orders.",
    inScope: false,
    contradictedBy: ["production"],
  });
  const { entry } = await getServer(owner, slug, 90, NOW);
  expect(entry.server).toMatchObject({
    name,
    purpose: "Holds orders.",
    inScope: false,
    version: 2,
  });
  expect(await actionsOn(id)).toEqual(["server.registered", "server.edited"]);
  await expect(edits(stranger, id, { purpose: "Mine." })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(edits(owner, id, {})).rejects.toMatchObject({ code: "invalid_input" });
});

test("two people edit at once: the later one sees both versions and nothing is lost", async () => {
  const { id } = await registered();
  await edits(owner, id, { purpose: "First." });
  await expect(edits(deputy, id, { purpose: "Second.", version: 1 })).rejects.toMatchObject({
    code: "conflict",
    conflict: [
      { field: "version", mine: "1", theirs: "2" },
      { field: "purpose", mine: "Second.", theirs: "First.", theirsValue: "First." },
    ],
  });
  expect(await read().server.findUnique({ where: { id } })).toMatchObject({ purpose: "First." });
});

test("no two servers take one name, also where both are registered at the same moment", async () => {
  const [first] = [await registered({ places: [place("production", "Shared-DB")] })];
  for (const differs of [{ name: "shared-db" }, { places: [place("test", "SHARED-DB")] }]) {
    await expect(registered(differs)).rejects.toMatchObject({ code: "invalid_input" });
  }
  // A retired one keeps its names, because its calls do.
  const retire = { serverId: first.id, reason: "Replaced.", typedName: first.name };
  await retireServer(contextOf(owner), retire);
  await expect(registered({ name: "shared-db" })).rejects.toMatchObject({ code: "invalid_input" });
  const name = unique("Twin");
  const slugs = [unique("a"), unique("b")].map((text) => text.replace(" ", "-"));
  const twins = await Promise.allSettled(slugs.map((slug) => registered({ name, slug })));
  expect(twins.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("who has left is not named anew, and stays named until somebody replaces them", async () => {
  const gone = await person("owner");
  const { id } = await registered({ deputyId: gone.id });
  await written((tx) => tx.person.update({ where: { id: gone.id }, data: { deactivatedAt: NOW } }));
  await edits(owner, id, { deputyId: gone.id, purpose: "Same deputy." });
  const { entry } = await getServer(owner, id, 90, NOW);
  expect(entry.gaps.map(({ gap }) => gap)).toContain("deputy-gone");
  await expect(registered({ deputyId: gone.id })).rejects.toMatchObject({
    fieldErrors: { deputyId: [expect.stringContaining("has left")] },
  });
});

test("CHG-03 operations are registered, classified one by one or many at once, and a milder class needs a reason", async () => {
  const { id } = await registered();
  const query = await registerOperation(contextOf(owner), operation(id, "query", "write"));
  await expect(
    registerOperation(contextOf(owner), operation(id, "query", "read")),
  ).rejects.toMatchObject({ code: "invalid_input" });
  const operations = ["drop", "list"].map((name) => ({ name, access: null }));
  await adoptOperations(contextOf(owner), { serverId: id, operations });
  const open = await read().operation.findMany({
    where: { serverId: id, access: null },
    orderBy: { name: "asc" },
  });
  const wishes = open.map(({ id: operationId }) => ({ operationId, access: "delete" as const }));
  await classifyOperations(contextOf(owner), { serverId: id, wishes });
  // Somebody else has classified them by now: nothing of the second wish is saved.
  await expect(
    classifyOperations(contextOf(deputy), { serverId: id, wishes }),
  ).rejects.toMatchObject({
    code: "conflict",
  });
  const milder = { operationId: query.id, version: 1, meaning: "", access: "read" as const };
  const edit = (reason: string) =>
    editOperation(contextOf(owner), { ...milder, dataClasses: [], reason });
  await expect(edit("")).rejects.toMatchObject({ fieldErrors: { reason: [expect.any(String)] } });
  await edit("It cannot write since last week.");
  expect(await read().operation.findUnique({ where: { id: query.id } })).toMatchObject({
    access: "read",
    classifiedById: owner.id,
    version: 2,
  });
  expect(await actionsOn(query.id)).toEqual(["operation.registered", "operation.classified"]);
});

test("what is retired is out of use until somebody takes it back", async () => {
  const { id, name } = await registered();
  const { id: operationId } = await registerOperation(
    contextOf(owner),
    operation(id, "query", "read"),
  );
  await retireOperation(contextOf(owner), { operationId, reason: "Gone." });
  await expect(
    retireOperation(contextOf(owner), { operationId, reason: "Gone." }),
  ).rejects.toMatchObject({ code: "conflict" });
  await restoreOperation(contextOf(owner), { operationId, reason: "Back." });
  const retire = { serverId: id, reason: "Replaced." };
  await expect(
    retireServer(contextOf(owner), { ...retire, typedName: "another" }),
  ).rejects.toMatchObject({ code: "invalid_input" });
  await retireServer(contextOf(owner), { ...retire, typedName: name });
  await expect(
    registerOperation(contextOf(owner), operation(id, "other", "read")),
  ).rejects.toMatchObject({ code: "conflict" });
  expect(await searchOperations(owner, { q: name })).toEqual([]);
  await restoreServer(contextOf(owner), { serverId: id, reason: "Back." });
  expect(await searchOperations(owner, { q: `${name} query` })).toMatchObject([
    { id: operationId },
  ]);
  expect(await searchServers(owner, name)).toMatchObject([{ id, status: "active" }]);
});

test("CC6.1 calls are counted where they belong, contradict what was decided, and show who stands in no register", async () => {
  const out = await registered({
    ...{ inScope: false, contradictedBy: ["production"] },
    places: [place("production", unique("edge"))],
  });
  const { id: operationId } = await registerOperation(
    contextOf(owner),
    operation(out.id, "query", "read"),
  );
  const [called] = (await getServer(owner, out.id, 90, NOW)).entry.server.places[0]?.names ?? [];
  const ghost = unique("ghost");
  await usage([
    { server: (called ?? "").toUpperCase(), operation: "query", calls: 7, environment: "" },
    { server: out.slug, operation: "drop", calls: 2, outcome: "denied" },
    { server: out.slug, operation: "query", calls: 50, source: "countersign-canary" },
    { server: out.slug, operation: "query", calls: 11, day: "2026-08-01" },
    { server: ghost, operation: "run", calls: 3 },
  ]);
  const found = await getServer(owner, out.slug, 90, NOW);
  expect(found.entry.use).toMatchObject({ used: 7, denied: 2 });
  expect(found.entry.use?.operations.get(operationId)).toMatchObject({ used: 7 });
  expect(found.firstCallAt).toEqual(new Date("2026-08-01T08:00:00.000Z"));
  expect((await getServer(owner, out.slug, 365, NOW)).entry.use?.used).toBe(18);
  expect(toServerShown(found, owner).gaps.filter(({ fails }) => fails)).toMatchObject([
    { label: "Out of scope, but called", count: 9, detail: "production" },
    { label: "Operations called that nobody registered", count: 1, detail: "drop" },
  ]);
  const unregistered = await listUnregistered(owner, 90, NOW);
  expect(
    unregistered.filter(({ serverName }) => [ghost, out.name].includes(serverName)),
  ).toMatchObject([
    { serverName: ghost, operation: "", used: 3, operations: ["run"] },
    { serverName: out.name, operation: "drop", denied: 2 },
  ]);
  const list = listServersInput.parse({ gap: "scope-contradicted" });
  expect((await listServers(officer, list, NOW)).entries.map(({ server }) => server.id)).toEqual([
    out.id,
  ]);
});

test("the register as of an instant is what the change log says it was", async () => {
  const { id } = await registered();
  await edits(owner, id, { purpose: "Since later." }, later(10));
  await registerOperation(contextOf(owner, later(20)), operation(id, "query", "read"));
  const at = async (instant: Date) => {
    const { entries } = await readRegister(officer, { at: instant, days: 90 }, later(60));
    const entry = entries.find(({ server }) => server.id === id);
    return entry && [entry.server.purpose, entry.operations.length];
  };
  expect(await at(new Date(NOW.getTime() - 1))).toBeUndefined();
  expect(await at(later(9))).toEqual([CONTENT.purpose, 0]);
  expect(await at(later(10))).toEqual(["Since later.", 0]);
  expect(await at(later(20))).toEqual(["Since later.", 1]);
});

test("readiness item 1: the scope document is approved by another person exactly as it stands", async () => {
  const { id } = await registered();
  const shown = async (at: Date, instant: Date | null = null) =>
    toScopeShown(await getScope(officer, instant, at), officer);
  const submit = async (at: Date) =>
    submitScope(contextOf(officer, at), { hash: (await shown(at)).hash, reason: "Yearly." });
  expect(await shown(later(100))).toMatchObject({ standing: "never", maySubmit: true });
  await expect(
    submitScope(contextOf(owner), { hash: (await shown(later(100))).hash, reason: "Mine." }),
  ).rejects.toMatchObject({ code: "forbidden" });

  const first = await submit(later(101));
  await expect(submit(later(102))).rejects.toMatchObject({ code: "conflict" }); // it waits already
  await expect(decides(officer, first.requestId, later(103))).rejects.toMatchObject({
    code: "forbidden",
  });
  // The register moves on: what was submitted can no longer be approved, and a newer one takes its place.
  await edits(owner, id, { purpose: "Moved on." }, later(104));
  await expect(decides(risk, first.requestId, later(105))).rejects.toMatchObject({
    code: "conflict",
  });
  const second = await submit(later(106));
  expect(await read().request.findUnique({ where: { id: first.requestId } })).toMatchObject({
    status: "VOIDED",
  });
  await decides(risk, second.requestId, later(107));
  expect(await shown(later(108))).toMatchObject({
    standing: "approved",
    changes: [],
    pending: null,
  });

  await edits(owner, id, { inScope: false, contradictedBy: ["test"] }, later(109));
  const changed = await shown(later(110));
  expect(changed.standing).toBe("changed");
  expect(changed.changes.map(({ label, before, after }) => [label, before, after])).toEqual([
    ["In scope", "In scope", "Out of scope"],
    ["What would contradict that", "None", "Test"],
  ]);
  // At the instant before, it was what was approved; a year later without a word it is too old.
  expect(await shown(later(110), later(108))).toMatchObject({
    standing: "approved",
    maySubmit: false,
  });
  await edits(owner, id, { inScope: true, contradictedBy: [] }, later(111));
  expect((await shown(later(112))).standing).toBe("approved");
  expect((await shown(addDays(NOW, 366))).standing).toBe("too-old");
  expect(await actionsOn("register")).toEqual([
    "scope-document.submitted",
    "scope-document.submitted",
    "scope-document.approved",
  ]);
});

test("what is exported is what the filters show, and taking it out is recorded", async () => {
  const { slug } = await registered({ name: unique("=cmd()") });
  const input = exportServersInput.parse({ q: slug, format: "csv" });
  const { fileName } = await exportServers(contextOf(officer), input);
  expect(fileName).toMatch(/[.]zip$/);
  await exportScope(contextOf(officer), { format: "xlsx", at: null });
  await exportScope(contextOf(officer), { format: "pdf", at: null });
  const made = await read().export.findMany({
    where: { generatedById: officer.id },
    orderBy: { fileName: "asc" },
  });
  expect(made.map(({ queryId, format }) => [queryId, format])).toEqual(
    expect.arrayContaining([
      ["servers.list@1", "csv"],
      ["servers.scope@1", "xlsx"],
      ["servers.scope@1", "pdf"],
    ]),
  );
  expect(made.find(({ queryId }) => queryId === "servers.list@1")).toMatchObject({ rowCount: 1 });
});

function contextOf(actor: Actor, now = NOW): CommandContext {
  return { actor, now, requestId: randomUUID() };
}

// Nothing is written without a record, in tests neither; what is recorded here nobody looks at.
async function written<Row>(write: (tx: Tx) => Promise<Row>): Promise<Row> {
  const maker: Actor = { kind: "job", id: "servers.test", grants: [] };
  return transact(contextOf(maker), async (tx, record) => {
    const row = await write(tx);
    await record({ action: "detection.run", subjectId: "test", before: null, after: {} });
    return row;
  });
}

async function person(...roles: Role[]): Promise<Person> {
  const id = randomUUID();
  const identity = { name: `Person ${id.slice(0, 8)}`, email: `${id}@example.com`, title: "" };
  await written((tx) =>
    tx.person.create({ data: { id, roles, joinedAt: NOW, identity: { create: identity } } }),
  );
  return { kind: "person", id, roles };
}

function unique(words: string): string {
  return `${words} ${randomUUID().slice(0, 8)}`;
}

function place(environment: "production" | "test", ...names: string[]) {
  return { environment, region: "eu-central-1", address: "", names };
}

async function registered(differs: Partial<RegisterServerInput> = {}) {
  return registerServer(contextOf(owner), {
    ...{ ...CONTENT, slug: null, name: unique("Orders"), places: [] },
    ...{ ownerId: owner.id, deputyId: deputy.id },
    ...differs,
  });
}

async function edits(
  by: Person,
  serverId: string,
  differs: Partial<RegisterServerInput> & { version?: number },
  at = NOW,
) {
  const { entry } = await getServer(by, serverId, 7, at);
  const { purpose, name, deputyId, inScope, places, scopeReason, version } = entry.server;
  const { slug: _, ...changed } = differs;
  return editServer(contextOf(by, at), {
    ...{ ...CONTENT, purpose, name, inScope, places, scopeReason },
    ...{ ownerId: owner.id, deputyId, serverId, version, reason: "" },
    ...changed,
  });
}

function operation(serverId: string, name: string, access: "read" | "write") {
  return { serverId, name, meaning: "", access, dataClasses: [] };
}

async function decides(by: Person, requestId: string, at: Date) {
  const request = await read().request.findUnique({ where: { id: requestId } });
  const { diffHash } = request ?? { diffHash: "" };
  const wish = { requestId, diffHash, decision: "approve" as const, note: "Looked at it." };
  await decideRequest(contextOf(by, at), wish, { recordedAt: async () => at });
}

async function actionsOn(subjectId: string): Promise<string[]> {
  const changes = await read().changeLogEntry.findMany({
    where: { subjectId },
    select: { action: true },
    orderBy: { seq: "asc" },
    take: 100,
  });
  return changes.map(({ action }) => action);
}

type Sum = { server: string; operation: string; calls: number } & Partial<
  Record<"environment" | "outcome" | "source" | "day", string>
>;

async function usage(sums: readonly Sum[]): Promise<void> {
  const rows = sums.map(({ day = "2026-11-20", calls, server, operation: called, ...said }) => ({
    where: { server, environment: "production", region: "", outcome: "success", source: "edge" },
    called,
    said,
    rest: {
      ...{ day: new Date(day), dims: randomUUID(), kind: "tool_call", calls: BigInt(calls) },
      firstAt: new Date(`${day}T08:00:00.000Z`),
      lastAt: new Date(`${day}T17:00:00.000Z`),
    },
  }));
  await written(async (tx) => {
    await tx.ledgerUsageDay.createMany({
      data: rows.map(({ where, called, said, rest }) => ({
        ...{ ...where, ...said, ...rest, operation: called, agent: "", credential: "", person: "" },
      })),
    });
    await tx.ledgerUsagePlace.createMany({
      data: rows.map(({ where, said, rest }) => ({ ...where, ...said, ...rest })),
    });
  });
}
