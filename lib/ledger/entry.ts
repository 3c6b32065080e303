// ledger.md §3.1: the envelope of one event, read with suspicion.
import { fromBase64 } from "./base64";
import { textOf } from "./bytes";
import type { Json, JsonObject } from "./canonical-json";
import { isEntryKey, isEntryType, isSource, MAX_ENTRY_BYTES, type Source } from "./entry-limits";
import { isInstant } from "./instant";
import { isCount, isJsonObject } from "./json-shape";
import { parseJson } from "./strict-json";
import { fails, found, type Read } from "./verdict";

/** Where an entry stands and when it was accepted: what every version of the format says in the same way. */
export type EntryPosition = { readonly log: string; readonly idx: bigint; readonly ts: string };

/** What the members beyond the position say, in version 1. `data` belongs to the domain. */
export type EntryBody = {
  readonly type: string;
  readonly src: Source;
  readonly key: string;
  readonly salt: Uint8Array;
  readonly data: JsonObject;
};

/** An entry as it was read. `body` is null where the version is newer than this code: its place can be checked all the same. */
export type Entry = EntryPosition & { readonly v: number; readonly body: EntryBody | null };

/** Random bytes in each entry: its hash outlives it and must not reveal it. */
export const SALT_BYTES = 16;

/** The entry in a stored line. Unknown members are ignored, doubled ones are not. Fails with `framing`. */
export function decodeEntry(line: Uint8Array): Read<Entry> {
  if (line.length === 0) return fails("framing", "The line is empty.");
  if (line.length > MAX_ENTRY_BYTES) return fails("framing", "The line is too long for an entry.");
  const text = textOf(line);
  if (text === null) return fails("framing", "The line is not UTF-8.");
  const json = parseJson(text);
  return json.ok ? entryOf(json.value) : json;
}

function entryOf(json: Json): Read<Entry> {
  if (!isJsonObject(json)) return fails("framing", "The line is not an object.");
  const { v, log, idx, ts } = json;
  if (!isCount(v) || v < 1) return wrong("v");
  if (typeof log !== "string" || log === "") return wrong("log");
  if (!isCount(idx)) return wrong("idx");
  if (typeof ts !== "string" || !isInstant(ts)) return wrong("ts");
  const position = { v, log, idx: BigInt(idx), ts };
  if (v > 1) return found({ ...position, body: null });
  const body = bodyOf(json);
  return body.ok ? found({ ...position, body: body.value }) : body;
}

function bodyOf({ type, src, key, salt, data }: JsonObject): Read<EntryBody> {
  if (typeof type !== "string" || !isEntryType(type)) return wrong("type");
  const source = sourceOf(src);
  if (source === null) return wrong("src");
  if (typeof key !== "string" || !isEntryKey(key)) return wrong("key");
  const saltBytes = typeof salt === "string" ? fromBase64(salt) : null;
  if (saltBytes?.length !== SALT_BYTES) return wrong("salt");
  if (!isJsonObject(data)) return wrong("data");
  return found({ type, src: source, key, salt: saltBytes, data });
}

function sourceOf(src: Json | undefined): Source | null {
  if (!isJsonObject(src)) return null;
  const { id, epoch, seq } = src;
  if (typeof id !== "string") return null;
  if (epoch !== undefined && typeof epoch !== "string") return null;
  if (seq !== undefined && typeof seq !== "number") return null;
  const source = { id, ...(epoch !== undefined && { epoch }), ...(seq !== undefined && { seq }) };
  return isSource(source) ? source : null;
}

function wrong(member: string) {
  return fails("framing", `The member "${member}" is missing or not what it must be.`);
}
