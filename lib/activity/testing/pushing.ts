// Tests that push: an installation with sources, its ledger, and what came to stand there.
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import { establishInstallation, findInstallation } from "@/lib/settings/installation";
import { addSource } from "../commands/add-source";
import { type PushOutcome, type PushRequest, push } from "../ingest/push";
import { bundleWorker } from "../reading/bundle-worker";
import { workerFile } from "../reading/worker-file";
import { addSourceInput } from "../sources/source-schema";

/** When tests push. */
export const NOW = new Date("2026-11-21T12:00:00.000Z");

/** Somebody with these rights. */
export function contextOf(actor: Actor, now = NOW): CommandContext {
  return { actor, now, requestId: randomUUID() };
}

const starter: Actor = {
  kind: "job",
  id: "test.pushing",
  grants: ["installation:establish", "source:manage"],
};

/** The installation, and the program of its reading threads as the sources have it now. */
export async function openForPushing(): Promise<void> {
  await bundleWorker(workerFile());
  if (await findInstallation()) return;
  await establishInstallation(contextOf(starter), { organisation: "Tests", demo: false });
}

/** A source of its own, and how it pushes: bytes, text, or JSON lines. */
export async function pushingSource(kind = "auto", more: JsonObject = {}) {
  const input = addSourceInput.parse({ name: `Source ${randomUUID()}`, kind, ...more });
  const { id } = await addSource(contextOf(starter), input);
  const actor: Actor = { kind: "source", id, grants: ["call:push"] };
  const send = (
    body: Uint8Array | string | readonly JsonObject[],
    request: Partial<PushRequest> = {},
    now = NOW,
  ): Promise<PushOutcome> => push(contextOf(actor, now), { ...requestOf(id, body), ...request });
  return { id, actor, send };
}

function requestOf(
  sourceId: string,
  body: Uint8Array | string | readonly JsonObject[],
): PushRequest {
  return {
    ...{ sourceId, body: bytesOf(body), encoding: null, contentType: "application/json" },
    ...{ headers: {}, format: "lines", transport: "http" },
  };
}

function bytesOf(body: Uint8Array | string | readonly JsonObject[]): Uint8Array {
  if (body instanceof Uint8Array) return body;
  const text = typeof body === "string" ? body : body.map((one) => JSON.stringify(one)).join("\n");
  return new TextEncoder().encode(text);
}

/** What stands in the calls ledger of a source, in order. */
export async function entriesOf(source: string) {
  const rows = await read().ledgerCall.findMany({ where: { source }, orderBy: { idx: "asc" } });
  const entries = await readEntries(
    "calls",
    rows.map(({ idx }) => idx),
  );
  return [...entries.values()].flatMap((entry) => entry ?? []);
}

/** The records in quarantine of a source, by position. */
export function quarantineOf(sourceId: string) {
  return read().quarantinedRecord.findMany({ where: { sourceId }, orderBy: { position: "asc" } });
}
