import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import type { Role } from "@/lib/auth/permissions";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { askToPinOperation } from "../commands/ask-to-pin";
import { importFetched, importList } from "../commands/import-definitions";
import { registerServer } from "../commands/register-server";
import { lookAtList } from "./look";
import { toOperationFacts } from "./operation-view";
import { getOperation } from "./queries-definitions";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const later = (days: number) => addDays(NOW, days);
type Person = Extract<Actor, { kind: "person" }>;

const made: string[] = [];
let people: { owner: Person; admin: Person; officer: Person; stranger: Person };
let server: { id: string; slug: string; name: string };

beforeEach(async () => {
  people = {
    owner: await person("owner"),
    admin: await person("admin"),
    officer: await person("compliance"),
    stranger: await person("owner"),
  };
  server = await registerServer(contextOf(people.owner), {
    ...{ name: `Server ${randomUUID()}`, slug: null, purpose: "Holds shipments.", provider: "" },
    ...{ hosting: "ours", ownerId: people.owner.id, deputyId: null, dataClasses: ["internal"] },
    ...{ inScope: true, scopeReason: "Agents call it.", contradictedBy: [], places: [] },
  });
});

afterAll(async () => {
  for (const id of made) {
    await transact(contextOf(MAKER), async (tx, record) => {
      const left = await tx.person.update({ where: { id }, data: { deactivatedAt: NOW } });
      await record({ action: "person.deactivated", subjectId: id, before: null, after: left });
    });
  }
});

test("G32 changing only a description is a change, asks to pin anew, tells the owner and marks the grants", async () => {
  const id = await pinnedOperation();
  const pinned = await getOperation(people.owner, id, NOW);
  const grantId = await grantOn(id, pinned.observed?.hash ?? "");

  const { asked } = await imports(people.admin, [tool("query", "Reads, and mails a copy.")], 1);

  expect(asked).toBe(1);
  const change = await lastChange(id);
  expect(change).toMatchObject({
    action: "definition.drifted",
    before: { hash: pinned.observed?.hash, pinnedAt: NOW.toISOString() },
    after: { affectedGrantIds: [grantId], definition: expect.stringContaining("mails a copy") },
  });
  const facts = toOperationFacts(await getOperation(people.owner, id, later(1)), people.owner);
  expect(facts).toMatchObject({
    state: "drifted",
    request: { title: `Pin anew query of ${server.name}` },
    drift: [{ field: "description", before: "Reads.", after: "Reads, and mails a copy." }],
    grants: [{ id: grantId, basis: "other" }],
    definitions: [{ pinnedAt: "" }, { pinnedAt: NOW.toISOString(), unpinnedAt: "" }],
  });
  const seen = await getOperation(people.stranger, id, later(1)); // whose agents these are not
  expect(seen).toMatchObject({ grants: [], ownGrants: true, keys: new Map() });
  const told = await read().notification.findMany({ where: { personId: people.owner.id } });
  expect(told.map(({ kind, body }) => [kind, body])).toContainEqual([
    "definition.drifted",
    "What the server says is no longer what was pinned. 1 grant rests on the old wording.",
  ]);
});

test("SCN-14 approving pins the new wording; the grants of the old one stay marked", async () => {
  const id = await pinnedOperation();
  await grantOn(id, (await getOperation(people.owner, id, NOW)).observed?.hash ?? "");
  await imports(people.admin, [tool("query", "Other.")], 1);
  await decide(people.owner, id, "approve", 2);
  const facts = toOperationFacts(await getOperation(people.owner, id, later(2)), people.owner);
  expect(facts).toMatchObject({ state: "pinned", request: null, grants: [{ basis: "other" }] });
  expect(facts.pinnedHash).toBe(facts.observedHash);
  expect(await lastChange(id)).toMatchObject({
    action: "definition.pinned",
    actorId: people.owner.id,
    before: { unpinnedAt: later(2).toISOString() },
  });
});

test("G38 who imported does not pin, be it the owner; a stranger neither", async () => {
  const id = await operationOf(people.owner);
  await expect(decide(people.owner, id, "approve", 0)).rejects.toMatchObject({ code: "forbidden" });
  await expect(decide(people.stranger, id, "approve", 0)).rejects.toThrow();
  await decide(people.officer, id, "approve", 0);
  expect((await getOperation(people.owner, id, NOW)).pinned?.pinnedById).toBe(people.officer.id);
});

test("CC6.8 who imported does not pin because somebody else asks again", async () => {
  const id = await pinnedOperation();
  await imports(people.officer, [tool("query", "Reads, and mails a copy.")], 1);
  await decide(people.owner, id, "decline", 1);
  await askToPinOperation(contextOf(people.admin, 1), { operationId: id, reason: "It is right." });
  await expect(decide(people.officer, id, "approve", 1)).rejects.toMatchObject({
    code: "forbidden",
  });
  await decide(people.owner, id, "approve", 1);
});

test("a list that says again what is pinned takes the wish back; one without the operation says so", async () => {
  const id = await pinnedOperation();
  await imports(people.admin, [tool("query", "Other.")], 1);
  await imports(people.admin, [tool("query")], 2);
  expect(await stateOf(id)).toMatchObject({ state: "pinned", request: null });
  await imports(people.admin, [tool("update")], 3);
  expect(await stateOf(id)).toMatchObject({ state: "gone", observedHash: "" });
  expect(await lastChange(id)).toMatchObject({
    action: "definition.drifted",
    reason: expect.stringContaining("no longer lists"),
  });
});

test("a declined wish can be asked again, once; a drift voids it, and its approval comes too late", async () => {
  const id = await operationOf(people.admin);
  await decide(people.officer, id, "decline", 0);
  expect(await lastChange(id)).toMatchObject({ action: "definition.declined", reason: "Looked." });
  const asks = () =>
    askToPinOperation(contextOf(people.admin, 1), { operationId: id, reason: "Looked at again." });
  await asks();
  await expect(asks()).rejects.toMatchObject({ code: "conflict" });
  const stale = await openRequest(id);
  await imports(people.admin, [tool("query", "Other.")], 2);
  const input = { requestId: stale.id, diffHash: stale.diffHash, note: "" };
  await expect(
    decideRequest(contextOf(people.officer, 2), { ...input, decision: "approve" }),
  ).rejects.toMatchObject({ code: "conflict" });
});

test("CC6.8 nobody pins another wording than the one they saw, whoever put it there", async () => {
  const id = await operationOf(people.admin);
  await transact(contextOf(MAKER), async (tx, record) => {
    const where = { operationId: id, replacedAt: null };
    const [row] = await tx.operationDefinition.updateManyAndReturn({ where, data: { hash: "0" } });
    await record({ action: "definition.observed", subjectId: id, before: null, after: row ?? {} });
  });
  await expect(decide(people.officer, id, "approve", 0)).rejects.toThrow("something else");
  expect((await stateOf(id)).state).toBe("waiting");
});

test("what was looked at is imported, and nothing else: another list or register is a conflict", async () => {
  const text = JSON.stringify([tool("query")]);
  const { hash } = await lookAtList(contextOf(people.owner), { serverId: server.id, text });
  const choices = [choice("query")];
  const input = { serverId: server.id, origin: "paste" as const, text, hash, choices };
  const other = JSON.stringify([tool("query", "Other.")]);
  const sends = (differs: object) =>
    importList(contextOf(people.owner), { ...input, ...differs }).catch(({ code }) => code);
  expect(await sends({ text: other })).toBe("conflict");
  expect(await sends({ choices: [] })).toBe("invalid_input");
  expect(await Promise.all([sends({}), sends({})])).toEqual(
    expect.arrayContaining([expect.objectContaining({ asked: 1 }), "conflict"]),
  );
});

test("only who looks after a server, or may ask it, imports its tools; only who may ask it calls out", async () => {
  const fetched = { serverId: server.id, url: "https://mcp.example/mcp?k=v", token: "" };
  const text = JSON.stringify([tool("query")]);
  const asking = { ...fetched, hash: "0".repeat(64), choices: [] };
  const list = async () => ({ text, warning: "" });
  await expect(importFetched(contextOf(people.owner), asking, list)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(
    lookAtList(contextOf(people.stranger), { serverId: server.id, text }),
  ).rejects.toMatchObject({ code: "forbidden" });
  const { hash } = await lookAtList(contextOf(people.admin), { serverId: server.id, text });
  const choices = [choice("query")];
  await importFetched(contextOf(people.admin), { ...fetched, hash, choices }, list);
  const id = await onlyOperation();
  expect(await lastChange(id)).toMatchObject({
    after: { origin: "fetch" },
    reason: "tools/list was fetched from https://mcp.example/mcp.", // without what may be a secret
  });
});

function contextOf(actor: Actor, days = 0): CommandContext {
  return { actor, now: later(days), requestId: randomUUID() };
}

const MAKER: Actor = { kind: "job", id: "test.fixtures", grants: [] };

async function person(...roles: Role[]): Promise<Person> {
  const id = randomUUID();
  made.push(id);
  await transact(contextOf(MAKER), async (tx, record) => {
    const joined = await tx.person.create({ data: { id, roles, joinedAt: NOW } });
    await record({ action: "person.joined", subjectId: id, before: null, after: joined });
  });
  return { kind: "person", id, roles };
}

function tool(name: string, description = "Reads.") {
  return { name, description, inputSchema: { type: "object" } };
}

function choice(name: string) {
  return { name, meaning: "", access: "read" as const, dataClasses: [] };
}

async function imports(by: Person, tools: readonly { name: string }[], days = 0) {
  const text = JSON.stringify({ tools });
  const ctx = contextOf(by, days);
  const { hash } = await lookAtList(ctx, { serverId: server.id, text });
  const choices = tools.map(({ name }) => choice(name));
  return importList(ctx, { serverId: server.id, origin: "paste", text, hash, choices });
}

async function operationOf(importer: Person): Promise<string> {
  await imports(importer, [tool("query")]);
  const id = await onlyOperation();
  return id;
}

async function onlyOperation(): Promise<string> {
  const operation = await read().operation.findFirst({ where: { serverId: server.id } });
  return operation?.id ?? "";
}

async function pinnedOperation(): Promise<string> {
  const id = await operationOf(people.admin);
  await decide(people.officer, id, "approve", 0);
  return id;
}

async function openRequest(operationId: string) {
  const open = await read().request.findFirst({
    where: { subjectKind: "definition", subjectId: operationId, status: "OPEN" },
  });
  if (!open) throw new Error("nothing waits");
  return open;
}

async function decide(by: Person, id: string, decision: "approve" | "decline", days: number) {
  const { id: requestId, diffHash } = await openRequest(id);
  const input = { requestId, diffHash, decision, note: "Looked." };
  const recordedAt = async () => later(days);
  await decideRequest(contextOf(by, days), input, { recordedAt });
}

async function lastChange(operationId: string) {
  return read().changeLogEntry.findFirst({
    where: { subjectKind: "definition", subjectId: operationId },
    orderBy: { seq: "desc" },
  });
}

async function stateOf(id: string) {
  return toOperationFacts(await getOperation(people.owner, id, later(9)), people.owner);
}

async function grantOn(operationId: string, definitionHash: string): Promise<string> {
  const id = randomUUID();
  await transact(contextOf(MAKER), async (tx, record) => {
    const grant = await tx.grant.create({
      data: {
        ...{ id, keyId: randomUUID(), serverId: server.id, operationId, definitionHash },
        ...{ environment: "production", purpose: "Reads.", kind: "normal", fromAt: NOW },
        ...{ requestedById: people.stranger.id, requestedAt: NOW },
        ...{ approvedById: people.officer.id, approvedAt: NOW },
      },
    });
    await record({ action: "grant.given", subjectId: id, before: null, after: grant });
  });
  return id;
}
