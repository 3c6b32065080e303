// Reads back what became of a push: the entries of the log of the calls, each taken with its proof, which is checked.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { decodeEntry } from "@/lib/ledger/entry";
import { parseTlogProof, verifyTlogProof } from "@/lib/ledger/tlog-proof";
import { parseVkey } from "@/lib/ledger/vkey";
import { ask, bearer } from "./ask";

/** A server to push at and to read from. */
export type Target = {
  readonly url: string;
  /** Reads the ledger: a machine token with the right ledger:read. */
  readonly reader: string;
  /** The key that has to have signed the proofs; null: they are not checked. */
  readonly vkey: string | null;
};

export type SourceToken = { readonly source: string; readonly token: string };

/** An entry of the log of the calls. `proven`: its proof was checked and held. */
export type CallEntry = {
  readonly index: number;
  readonly source: string;
  readonly data: JsonObject;
  readonly proven: boolean;
};

const told = z.object({
  results: z.array(z.object({ receipt: z.object({ index: z.coerce.number() }).optional() })),
});

/** Pushes a record that nobody else has, and answers where in the log it stands. */
export async function mark({ url }: Target, { source, token }: SourceToken): Promise<number> {
  const record = {
    ...{ id: randomUUID(), call_type: "call_mcp_tool", status: "success" },
    startTime: Date.now() / 1_000,
    metadata: { mcp_tool_call_metadata: { name: MARK } },
  };
  const headers = { ...bearer(token), "content-type": "application/json" };
  const body = JSON.stringify(record);
  const heard = await ask(`${url}/api/ingest/${source}?receipts=1`, { headers, body });
  if (heard.status !== 200) throw new Error(`${heard.status} ${heard.body}`);
  const index = told.parse(JSON.parse(heard.body.toString())).results[0]?.receipt?.index;
  if (index === undefined) throw new Error(`No receipt for the mark: ${heard.body}`);
  return index;
}

const MARK = "lab_mark";
const PATIENCE_MS = 60_000;

/** The records of calls from one index up to and without another, without marks and signs of life. Waits until they are sealed. */
export async function callsBetween(target: Target, start: number, end: number) {
  const entries: CallEntry[] = [];
  for (let index = start; index < end; index += 1) {
    const entry = await takeEntry(target, index);
    const { kind, "gen_ai.tool.name": tool } = entry.data;
    if (kind !== undefined && kind !== "heartbeat" && tool !== MARK) entries.push(entry);
  }
  return entries;
}

async function takeEntry({ url, reader, vkey }: Target, index: number): Promise<CallEntry> {
  const file = await sealed(`${url}/api/ledger/calls/leaf/${index}`, reader);
  const parsed = parseTlogProof(file);
  const entry = parsed.ok && parsed.value.extra ? decodeEntry(parsed.value.extra) : null;
  if (!entry?.ok || !entry.value.body) throw new Error(`The entry ${index} could not be read.`);
  const { src, data } = entry.value.body;
  return { index, source: src.id, data, proven: vkey !== null && holds(file, vkey) };
}

function holds(file: Uint8Array, vkey: string): boolean {
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(`This is no key of a verifier: ${vkey}`);
  const proof = verifyTlogProof(file, [key.value]);
  if (!proof.ok) throw new Error(`A proof does not hold: ${proof.detail}`);
  return true;
}

async function sealed(url: string, reader: string): Promise<Uint8Array> {
  for (const since = performance.now(); performance.now() - since < PATIENCE_MS; await sleep(200)) {
    const heard = await ask(url, { method: "GET", headers: bearer(reader) });
    if (heard.status === 200) return heard.body;
    if (heard.status !== 404) throw new Error(`${url}: ${heard.status} ${heard.body}`);
  }
  throw new Error(`${url} was not sealed in time. Does the sealer run?`);
}
