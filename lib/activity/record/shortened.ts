// gateway-logs §5.2: an entry of the ledger has 65,535 bytes. A record that would have more passes fewer of its arguments on, and
// says so; if that is not enough, of everything else that is long.
import { canonicalJson, type Json, type JsonObject } from "@/lib/ledger/canonical-json";
import { MAX_ENTRY_BYTES } from "@/lib/ledger/entry-limits";
import { type DraftFields, derived, fieldsOf, type Sourced } from "./draft";

/** What a record may have: an entry less what the ledger puts around it. */
export const MAX_DATA_BYTES = MAX_ENTRY_BYTES - 1_535;

const SHORTER = 0.8;
const MIN_TEXT = 512;
const MAX_VALUE_BYTES = 512; // times the fields there are, this fits, and leaves room for arguments
const MAX_PATH = 128;
const TOO_LONG = "[redaction_failed:limit]";

type Parts = { readonly fields: DraftFields; readonly more: JsonObject };

/** The data that is made of fields and other members, with as much of them as fits. */
export function fitting(parts: Parts, dataOf: (parts: Parts) => JsonObject): JsonObject {
  const whole = dataOf(parts);
  if (fits(whole)) return whole;
  const bare = { ...parts, fields: withArguments(parts.fields, "") };
  const rest = fits(dataOf(bare)) ? parts : clippedParts(parts);
  for (const fields of withFewerArguments(rest.fields)) {
    const data = dataOf({ ...rest, fields });
    if (fits(data)) return data;
  }
  return dataOf({ ...rest, fields: withArguments(rest.fields, "") });
}

/** Most are far from the limit, which the engine's own text of them tells four times as fast: UTF-8 has at most three bytes a unit. */
function fits(data: JsonObject): boolean {
  if (JSON.stringify(data).length * 3 <= MAX_DATA_BYTES) return true;
  return bytesOf(data) <= MAX_DATA_BYTES;
}

/** Ever less of the arguments, as the beginning of their text; in the end nothing. */
function* withFewerArguments(fields: DraftFields): Generator<DraftFields> {
  const passed = fields["gen_ai.tool.call.arguments"];
  if (!passed) return;
  const text = typeof passed.value === "string" ? passed.value : canonicalJson(passed.value);
  let length = Math.min(text.length, MAX_DATA_BYTES);
  while (length > MIN_TEXT) {
    length = Math.floor(length * SHORTER);
    yield withArguments(fields, text.slice(0, length).toWellFormed());
  }
}

function withArguments(fields: DraftFields, text: string): DraftFields {
  const passed = fields["gen_ai.tool.call.arguments"];
  if (!passed) return fields;
  const cut = fieldsOf({
    "gen_ai.tool.call.arguments": derived(passed, text === "" ? TOO_LONG : text),
    arguments_truncated: derived(passed, true),
  });
  return { ...fields, ...cut };
}

function clippedParts({ fields, more }: Parts): Parts {
  return {
    fields: {
      ...clippedFields(fields),
      ...fieldsOf({ "gen_ai.tool.call.arguments": fields["gen_ai.tool.call.arguments"] }),
    },
    more: clippedMembers(more),
  };
}

function clippedFields(fields: DraftFields): DraftFields {
  const clip = (found: Sourced): Sourced => {
    const value = clipped(found.value);
    return value === found.value ? found : { ...found, value, state: "derived" };
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, found]) => [name, { ...clip(found), path: pathOf(found) }]),
  );
}

function pathOf({ path }: Sourced): string {
  return path.slice(0, MAX_PATH).toWellFormed();
}

function clippedMembers(members: JsonObject): JsonObject {
  const clip = ([name, value]: [string, Json]) => [name, clipped(value)] as const;
  return Object.fromEntries(Object.entries(members).map(clip));
}

function clipped(value: Json): Json {
  if (bytesOf(value) <= MAX_VALUE_BYTES) return value;
  if (typeof value !== "string") return TOO_LONG;
  let text = value.slice(0, MIN_TEXT).toWellFormed();
  while (bytesOf(text) > MAX_VALUE_BYTES) {
    text = text.slice(0, Math.floor(text.length * SHORTER)).toWellFormed();
  }
  return text;
}

function bytesOf(value: Json): number {
  return Buffer.byteLength(canonicalJson(value));
}
