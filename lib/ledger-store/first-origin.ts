// ledger.md §2: the origin is that of leaf 0, for ever. Here it is read from the store alone, for when the database is gone.
import { decodeEntry } from "@/lib/ledger/entry";
import { gunzipMember } from "@/lib/ledger/gzip";
import { splitLines } from "@/lib/ledger/lines";
import { parseObjectKey, walKey } from "@/lib/ledger/object-key";
import { LOGS, type Log, parseOrigin } from "@/lib/ledger/origin";
import { zlibDeflate } from "./gzip";
import type { Store } from "./store";

/** A first segment may be as large as any. Bytes of lines. */
const MAX_BYTES = 256 * 2 ** 20;

/**
 * What stands before the log's name in the first entry of either log, `ledger.example.com/acme`; null where the store
 * has no readable first entry. Errors: the store's.
 */
export async function originBaseInStore(store: Store): Promise<string | null> {
  for (const log of LOGS) {
    const origin = await firstOrigin(store, log);
    const base = origin === null ? null : (parseOrigin(origin)?.base ?? null);
    if (base !== null) return base;
  }
  return null;
}

async function firstOrigin(store: Store, log: Log): Promise<string | null> {
  const bytes = (await store.read(walKey(log, 0n))) ?? (await firstSegment(store, log));
  const content = bytes && gunzipMember(bytes, MAX_BYTES, zlibDeflate);
  const lines = content?.ok ? splitLines(content.value) : null;
  const line = lines?.ok ? lines.value[0] : undefined;
  const entry = line && decodeEntry(line);
  return entry?.ok && entry.value.idx === 0n ? entry.value.log : null;
}

async function firstSegment(store: Store, log: Log): Promise<Uint8Array | null> {
  for await (const { key } of store.list(`${log}/seg/`)) {
    const name = parseObjectKey(key)?.name;
    return name?.kind === "segment" && name.start === 0n ? await store.read(key) : null;
  }
  return null;
}
