import { gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { ledger } from "@/lib/ledger-store/open-ledger";
import { disableSource } from "../commands/disable-source";
import { agentgatewayLine, agentgatewayLines } from "../testing/gateway-lines";
import {
  contextOf,
  entriesOf,
  openForPushing,
  pushingSource,
  quarantineOf,
} from "../testing/pushing";
import { push } from "./push";

beforeAll(openForPushing);

const textOf = (lines: readonly JsonObject[]) => lines.map((one) => JSON.stringify(one)).join("\n");

test("a batch that is sent three times, also in parts and in another order, stands there once", async () => {
  const source = await pushingSource("agentgateway");
  const traced = agentgatewayLines(40, { traced: true });
  expect(await source.send(traced)).toMatchObject({ accepted: 40, duplicates: 0, records: 40 });
  const again = await source.send(traced.toReversed());
  expect(again).toMatchObject({ accepted: 0, duplicates: 40, quarantined: 0 });
  expect(again.duplicatesAt.size).toBe(40);
  expect(await source.send(traced.slice(10, 20))).toMatchObject({ accepted: 0, duplicates: 10 });
  expect(await entriesOf(source.id)).toHaveLength(40);
});

test("of 10,000 compressed records of which one is malformed 9,999 are stored, and one is set aside", async () => {
  const source = await pushingSource("agentgateway");
  const text = `${textOf(agentgatewayLines(9_999))}\n{"broken": `;
  const body = new Uint8Array(gzipSync(text));
  const outcome = await source.send(body, { encoding: "gzip" });
  expect(outcome).toMatchObject({ accepted: 9_999, quarantined: 1, records: 9_999 });
  expect(await read().ledgerCall.count({ where: { source: source.id } })).toBe(9_999);
  expect(await quarantineOf(source.id)).toMatchObject([
    { position: 9_999, reason: "not JSON", payload: null, state: "open" },
  ]);
});

test("what is set aside is set aside once, with what it says but for its secrets, and that is on record", async () => {
  const source = await pushingSource("litellm");
  const call = { id: "c-1", call_type: "call_mcp_tool", status: "success" };
  const body = `{"mail":"robin@example.com"}\n${JSON.stringify(call)}\n{"broken": `;
  const outcome = await source.send(body);
  expect(outcome).toMatchObject({ accepted: 1, quarantined: 2 });
  expect(await source.send(body)).toMatchObject({ duplicates: 1, quarantined: 2 });
  const rows = await quarantineOf(source.id);
  expect(rows).toMatchObject([{ position: 0, batchId: outcome.batchId }, { position: 2 }]);
  expect(JSON.stringify(rows[0]?.payload)).toMatch(
    /^{"mail":"\[email:k[0-9a-f]{7}:[a-z2-7]{26}\]"}$/,
  );
  expect(outcome.quarantineReasons).toEqual(rows.map(({ reason }) => reason));
  const changes = await read().changeLogEntry.count({
    where: { action: "quarantine.recorded", subjectId: outcome.batchId },
  });
  expect(changes).toBe(1);
});

test("what would be more than 10,000 records is too large, and nothing of it is kept", async () => {
  const source = await pushingSource();
  const sent = source.send(`[${"{},".repeat(10_000)}{}]`);
  await expect(sent).rejects.toMatchObject({ code: "too_large" });
  expect(await quarantineOf(source.id)).toEqual([]);
});

test("while the ledger takes nothing the sender is asked to come again, and then everything is there once", async () => {
  const source = await pushingSource("agentgateway");
  const lines = [...agentgatewayLines(3, { traced: true }), { unknown: true }];
  const opened = await ledger();
  const down = Promise.reject(new AppError("unavailable", "The ledger does not answer."));
  down.catch(() => {});
  globalThis.countersignLedger = down;
  await expect(source.send(lines)).rejects.toMatchObject({ code: "unavailable" });
  expect(await quarantineOf(source.id)).toEqual([]);
  globalThis.countersignLedger = Promise.resolve(opened);
  expect(await source.send(lines)).toMatchObject({ accepted: 3 });
  expect(await entriesOf(source.id)).toHaveLength(3);
});

test("a record that says something else under a key that is known is set aside with the reason", async () => {
  const source = await pushingSource("toolhive");
  const event = (tool: string): JsonObject => ({
    ...{ msg: "audit_event", audit_id: "a-1", type: "mcp_tool_call", component: "postgres" },
    ...{ logged_at: "2026-11-21T11:59:58Z", outcome: "success", subjects: { user: "u" } },
    target: { method: "tools/call", name: tool, type: "tool" },
  });
  expect(await source.send([event("query")])).toMatchObject({ accepted: 1 });
  const [entry] = await entriesOf(source.id);
  const outcome = await source.send([event("drop")], { wantsReceipts: true });
  expect(outcome).toMatchObject({ accepted: 0, quarantined: 1 });
  const reason = `A record with this key says something else at index ${entry?.index} of the calls ledger.`;
  expect(outcome.results).toEqual([{ position: 0, quarantined: reason }]);
  expect(await quarantineOf(source.id)).toMatchObject([
    { reason, payload: { "gen_ai.tool.name": "drop" } },
  ]);
});

test("receipts say where each record stands", async () => {
  const source = await pushingSource("agentgateway");
  const { results } = await source.send(agentgatewayLines(2), { wantsReceipts: true });
  const entries = await entriesOf(source.id);
  expect(results).toEqual(
    entries.map(({ index, leafHash, ts, data }, position) => ({
      position,
      receipt: {
        ...{ status: "stored", index: Number(index), leaf_hash: leafHash, ts },
        record_id: data.record_id,
      },
    })),
  );
});

test("only who may push pushes, and for no other source; none pushes for one that is disabled or unknown", async () => {
  const [one, other] = [await pushingSource(), await pushingSource()];
  await expect(one.send("[]", { sourceId: other.id })).rejects.toMatchObject({ code: "forbidden" });
  const request = {
    ...{ body: new Uint8Array(), encoding: null, contentType: null, headers: {} },
    ...({ format: "lines", transport: "http" } as const),
  };
  const anybody: Actor = { kind: "job", id: "j", grants: ["call:read"] };
  const asAnybody = push(contextOf(anybody), { ...request, sourceId: one.id });
  await expect(asAnybody).rejects.toMatchObject({ code: "forbidden" });
  const importer: Actor = { kind: "job", id: "j", grants: ["call:import", "source:manage"] };
  const unknown = push(contextOf(importer), { ...request, sourceId: "nobody" });
  await expect(unknown).rejects.toMatchObject({ code: "not_found" });
  await disableSource(contextOf(importer), { id: one.id, reason: "gone" });
  await expect(one.send("[]")).rejects.toMatchObject({ code: "conflict" });
});

test("sequence and epoch of a sender go into the entry, as the ledger counts them", async () => {
  const source = await pushingSource("agentgateway");
  await source.send([agentgatewayLine(1, { sender_sequence: 41, sender_epoch: "boot-3" })]);
  const { logs } = await ledger();
  const [entry] = await entriesOf(source.id);
  const stored = await logs.calls.reader.entryAt(entry?.index ?? 0n);
  expect(stored?.entry.body?.src).toEqual({ id: source.id, epoch: "boot-3", seq: 41 });
});
