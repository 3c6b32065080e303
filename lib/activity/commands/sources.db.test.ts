import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { authenticateSource } from "@/lib/auth/source-token";
import { read } from "@/lib/db/read";
import { tallies } from "../ingest/tallying";
import { exportSources } from "../sources/export-sources";
import { sourceDays, sourceFigures } from "../sources/queries-source-health";
import {
  listMappings,
  listQuarantined,
  listSourceTokens,
  mappingPresets,
  previewMapping,
} from "../sources/queries-source-parts";
import { getSource, sourceInForce } from "../sources/queries-sources";
import { addSourceInput, editSourceInput } from "../sources/source-schema";
import { formValuesOf } from "../sources/source-words";
import { agentgatewayLines } from "../testing/gateway-lines";
import { contextOf, NOW, openForPushing, pushingSource } from "../testing/pushing";
import { addSource } from "./add-source";
import { disableSource, enableSource } from "./disable-source";
import { disposeQuarantined } from "./dispose-quarantined";
import { editSource } from "./edit-source";
import { makeSourceToken } from "./make-source-token";
import { readAgain } from "./read-again";
import { revokeSourceToken } from "./revoke-source-token";
import { saveMapping } from "./save-mapping";
import { testSource } from "./test-source";

beforeAll(openForPushing);

const admin: Actor = { kind: "person", id: randomUUID(), roles: ["admin"] };
const officer: Actor = { kind: "person", id: randomUUID(), roles: ["compliance"] };
const ctx = (actor = admin, now = new Date()) => ({ ...contextOf(actor), now });

async function add(wish: Readonly<Record<string, unknown>> = {}) {
  return addSource(
    ctx(),
    addSourceInput.parse({ name: `S ${randomUUID()}`, kind: "auto", ...wish }),
  );
}

function show(token: string) {
  const headers = { authorization: `Bearer ${token}` };
  return authenticateSource(new Request("http://localhost/api/ingest/x", { headers }));
}

async function formOf(id: string, differs: Readonly<Record<string, string>> = {}) {
  const source = await getSource(admin, id);
  const version = String(source.version);
  return editSourceInput.parse({ id, version, ...formValuesOf(source), ...differs });
}

test("LOG-08 what a source sent shows in its figures: when, how late, how complete, what was not read", async () => {
  const source = await pushingSource("agentgateway");
  const { id } = source;
  const lines = agentgatewayLines(4, { traced: true }).map((one) => JSON.stringify(one));
  await source.send(`${lines.join("\n")}\n{"broken":`);
  await tallies().flush();
  const figures = (await sourceFigures(admin, NOW, id)).get(id);
  expect(figures).toMatchObject({ lagMin: expect.any(Number), calls: 4, quarantined: 1 });
  expect(figures?.full).toMatchObject({ G1: 4, G2: 4, G4: 4, G5: 4 });
  expect(figures?.lastSeen).not.toBeNull();
});

test("LOG-10 the token of a new source opens its door, and only its hash is kept", async () => {
  const made = await add();
  expect(made.token).toMatch(/^cs_[\w-]{43}$/);
  expect(await show(made.token)).toMatchObject({ kind: "source", id: made.id });
  const stored = await read().sourceToken.findUnique({ where: { id: made.tokenId } });
  const changes = await read().changeLogEntry.findMany({
    where: { subjectId: { in: [made.id, made.tokenId] } },
  });
  expect(changes.map(({ action }) => action).sort()).toEqual(["source-token.made", "source.added"]);
  expect(stored?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
  const text = JSON.stringify([stored, changes], (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
  expect(text).not.toContain(made.token);
  expect(JSON.stringify(changes.map(({ after }) => after))).not.toContain(stored?.tokenHash);
});

test("of two tokens both are good while they overlap; a revoked one is refused at once", async () => {
  const first = await add();
  const { id } = first;
  const second = await makeSourceToken(ctx(), { id, overlapHours: 1 });
  expect(second.replaced).toBe(1);
  expect(await show(first.token)).toMatchObject({ id });
  expect(await show(second.token)).toMatchObject({ id });
  const third = await makeSourceToken(ctx(), { id, overlapHours: 0 });
  for (const { token } of [first, second]) {
    await expect(show(token)).rejects.toMatchObject({ code: "unauthenticated" });
  }
  await revokeSourceToken(ctx(), { id, tokenId: third.tokenId });
  await expect(show(third.token)).rejects.toMatchObject({ code: "unauthenticated" });
  const again = revokeSourceToken(ctx(), { id, tokenId: third.tokenId });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
  const other = await add();
  const foreign = revokeSourceToken(ctx(), { id, tokenId: other.tokenId });
  await expect(foreign).rejects.toMatchObject({ code: "not_found" });
  expect((await listSourceTokens(admin, id)).every((token) => !("tokenHash" in token))).toBe(true);
});

test("short names are made of names, stay apart, and are refused where they are taken", async () => {
  const name = `Gäteway ${randomUUID().slice(0, 8)}`;
  const { id } = await add({ name });
  expect(id).toBe(name.toLowerCase().replace("ä", "a").replace(" ", "-"));
  expect((await add({ name })).id).toBe(`${id}-2`);
  await expect(add({ id })).rejects.toMatchObject({ code: "invalid_input" });
  expect(addSourceInput.safeParse({ name, kind: "auto", id: "new" }).success).toBe(false);
  expect(addSourceInput.safeParse({ name, kind: "auto", id: "countersign-canary" }).success).toBe(
    false,
  );
});

test("of two who edit one source the second is shown both versions and nothing is lost", async () => {
  const { id } = await add();
  const [mine, theirs] = [await formOf(id, { region: "eu-1" }), await formOf(id, { note: "Hers" })];
  await editSource(ctx(), theirs);
  await expect(editSource(ctx(), mine)).rejects.toMatchObject({
    code: "conflict",
    conflict: [
      { field: "version", mine: "1", theirs: "2" },
      { field: "region", mine: "eu-1", theirs: "not given" },
      { field: "note", mine: "not given", theirs: "Hers" },
    ],
  });
  const merged = await formOf(id, { region: "eu-1" });
  expect(await editSource(ctx(), merged)).toMatchObject({ changed: ["Region"] });
  await expect(editSource(ctx(), await formOf(id))).rejects.toMatchObject({
    code: "invalid_input",
  });
  expect(await getSource(admin, id)).toMatchObject({ region: "eu-1", note: "Hers", version: 3 });
});

test("what is edited counts for the next record: kind, hops, offset, and where servers stand", async () => {
  const { id } = await add({ environment: "production", region: "eu-1" });
  expect(await sourceInForce(id)).toMatchObject({ adapter: { kind: "auto" } });
  await editSource(
    ctx(),
    await formOf(id, {
      kind: "kong",
      trustedHops: "2",
      utcOffset: "+02:00",
      places: "*-staging | staging\nwiki | | us-1",
    }),
  );
  const source = await sourceInForce(id);
  expect(source).toMatchObject({
    adapter: { kind: "kong" },
    facts: { trustedHops: 2, offset: "+02:00" },
  });
  expect(source?.placeOf("Postgres-staging")).toEqual({ environment: "staging", region: "eu-1" });
  expect(source?.placeOf("wiki")).toEqual({ environment: "production", region: "us-1" });
  expect(source?.placeOf(null)).toEqual({ environment: "production", region: "eu-1" });
});

test("LOG-10 a disabled source is refused until it is enabled again, both with a reason", async () => {
  const { id, token } = await add();
  await disableSource(ctx(), { id, reason: "Moved." });
  await expect(show(token)).rejects.toMatchObject({ code: "unauthenticated" });
  expect((await sourceInForce(id))?.disabledAt).toBeInstanceOf(Date);
  await expect(disableSource(ctx(), { id, reason: "x" })).rejects.toMatchObject({
    code: "conflict",
  });
  await enableSource(ctx(), { id, reason: "Back." });
  expect(await show(token)).toMatchObject({ id });
  const reasons = await read().changeLogEntry.findMany({
    where: { subjectId: id, action: { in: ["source.disabled", "source.enabled"] } },
    select: { reason: true },
    orderBy: { seq: "asc" },
  });
  expect(reasons).toEqual([{ reason: "Moved." }, { reason: "Back." }]);
});

const lasso = mappingPresets().find(({ name }) => name === "lasso")?.text ?? "";
const line = {
  timestamp: "2026-11-21 12:00:00.250000",
  capability_name: "search",
  capability_type: "tool",
  server_name: "wiki",
  isError: 0,
  mail: "jane@example.com",
};

test("each mapping that is saved is a version, and the newest is in force", async () => {
  const { id } = await add();
  expect((await sourceInForce(id))?.adapter).toEqual({ kind: "auto" });
  const wish = { id, version: 1, mapping: lasso, records: "" };
  expect(await saveMapping(ctx(), wish)).toMatchObject({ mappingVersion: 1 });
  await expect(saveMapping(ctx(), wish)).rejects.toMatchObject({
    code: "conflict",
    conflict: [{ field: "version" }, { field: "mapping" }],
  });
  const same = saveMapping(ctx(), { ...wish, version: 2 });
  await expect(same).rejects.toMatchObject({ code: "invalid_input" });
  const changed = lasso.replace('"gateway": "lasso"', '"gateway": "lasso-eu"');
  await saveMapping(ctx(), { ...wish, version: 2, mapping: changed });
  expect(await getSource(admin, id)).toMatchObject({ kind: "mapping", mappingVersion: 2 });
  expect((await listMappings(admin, id)).map(({ version }) => version)).toEqual([2, 1]);
  expect(await sourceInForce(id)).toMatchObject({
    adapter: { kind: "mapping", mapping: { gateway: "lasso-eu" } },
  });
  const bad = saveMapping(ctx(), { ...wish, version: 3, mapping: '{"format":1,"nmae":"x"}' });
  await expect(bad).rejects.toMatchObject({
    code: "invalid_input",
    fieldErrors: { mapping: expect.arrayContaining([expect.stringContaining("name")]) },
  });
});

test("a preview reads pasted records by a mapping that is not saved, and a test a record of its kind", async () => {
  const { id } = await add({ kind: "toolhive" });
  const preview = await previewMapping(admin, {
    id,
    mapping: lasso,
    records: JSON.stringify(line),
  });
  expect(preview.records).toMatchObject([{ kind: "tool_call", adapter: "lasso@1" }]);
  expect(JSON.stringify(preview)).not.toContain("jane@example.com");
  const noMapping = previewMapping(admin, { id, mapping: "{", records: "" });
  await expect(noMapping).rejects.toMatchObject({ code: "invalid_input" });
  const other = previewMapping(officer, { id, mapping: lasso, records: "" });
  await expect(other).rejects.toMatchObject({ code: "forbidden" });
  const tested = await testSource(ctx(), { id });
  expect(tested.preview).toMatchObject({ records: [{ kind: "tool_call" }], unread: [] });
  // A test is no sign of life.
  expect((await sourceFigures(admin, new Date(), id)).get(id)?.lastSeen).toBeNull();
  expect(await sourceDays(admin, id, new Date())).toHaveLength(7);
});

const BATCHES = JSON.stringify({
  ...{ format: 1, name: "batches", version: "1", gateway: "own" },
  explode: "/calls",
  fields: { "gen_ai.tool.name": "@/tool" },
});

test("what lies in quarantine is read once a mapping can, and the rest dismissed with a reason", async () => {
  const source = await pushingSource();
  const { id } = source;
  await source.send([{ odd: 1 }, { odd: 2 }, { calls: [{ tool: "find" }] }]);
  const open = { state: "open" as const, q: "", page: 1, pageSize: 50 };
  const listed = await listQuarantined(officer, id, open);
  expect(listed.total).toBe(3);
  await expect(readAgain(ctx(officer), { id })).rejects.toMatchObject({ code: "conflict" });
  const { version } = await getSource(admin, id);
  await saveMapping(ctx(), { id, version, mapping: BATCHES, records: "" });
  expect(await readAgain(ctx(officer), { id })).toEqual({ id, looked: 3, read: 1 });
  const left = await listQuarantined(officer, id, open);
  expect(left.total).toBe(2);
  const [first] = left.records;
  const wish = { id, recordId: first?.id ?? "", scope: "same-reason" as const, reason: "Probes." };
  await expect(disposeQuarantined(ctx(admin), wish)).rejects.toMatchObject({ code: "forbidden" });
  expect(await disposeQuarantined(ctx(officer), wish)).toMatchObject({ disposed: 2 });
  await expect(disposeQuarantined(ctx(officer), wish)).rejects.toMatchObject({ code: "conflict" });
  expect((await listQuarantined(officer, id, open)).total).toBe(0);
  const change = await read().changeLogEntry.findFirst({
    where: { action: "quarantine.disposed", subjectId: id, reason: "Probes." },
  });
  expect(change?.after).toMatchObject({ state: "dismissed", count: 2 });
});

test("the sources are taken out as a file, which is recorded", async () => {
  const { id, token } = await add({ name: "In the file" });
  const { bytes, fileName } = await exportSources(ctx(), { format: "csv" });
  expect(fileName).toMatch(/_sources_.*[.]zip$/);
  expect(bytes.length).toBeGreaterThan(500);
  expect(Buffer.from(bytes).includes(token)).toBe(false);
  const change = await read().changeLogEntry.findFirst({
    where: { action: "export.made", actorId: admin.id },
  });
  expect(JSON.stringify(change?.after)).toContain("sources.list@1");
  expect(id).toBe("in-the-file");
});
