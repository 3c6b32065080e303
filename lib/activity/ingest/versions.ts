// gateway-logs §4, row 4: a record that its sender writes again with other content is another version of it, an amendment of the
// one before. Sent once more, each version is recognised and says what it said.
import "server-only";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { readEntries } from "@/lib/ledger-store/queries-proofs";
import type { ReadRecord } from "../reading/read-body";
import { recordIdOf } from "../record/canonical-record";

/** A version that stands in the ledger. */
export type Version = {
  readonly index: bigint;
  readonly key: string;
  readonly number: number;
  readonly data: JsonObject;
};

const keyRows = z.object({ idx: z.coerce.bigint() });

/** The versions of records of a source, by their idempotency keys in hex, oldest first. Errors: unavailable. */
export async function versionsOf(
  source: string,
  keys: readonly string[],
): Promise<Map<string, Version[]>> {
  if (keys.length === 0) return new Map();
  const rows = await readRows(
    keyRows,
    sql`SELECT idx FROM ledger_calls
        WHERE call_key IN (SELECT decode(hex, 'hex') FROM unnest(${[...keys]}::text[]) AS hex)
          AND source = ${source} ORDER BY idx`,
  );
  const entries = await readEntries(
    "calls",
    rows.map(({ idx }) => idx),
  );
  const versions = [...entries].flatMap(([index, entry]): Version[] =>
    entry ? [{ index, key: entry.key, number: numberOf(entry.data), data: entry.data }] : [],
  );
  return Map.groupBy(versions, ({ data }) => String(data.idempotency_key));
}

/** The number of a version; a record that has but one is the first. */
export function numberOf({ version }: JsonObject): number {
  return typeof version === "number" ? version : 1;
}

/** What is to be appended: as it was read, or as a later version of what is there. */
export type Planned = { readonly key: string; readonly data: JsonObject; readonly text?: string };

/** A record among the versions of it that are known. `data` is that of its text. */
export function plannedAmong(
  source: string,
  record: ReadRecord,
  data: JsonObject,
  known: readonly Version[],
): Planned {
  const same = known.find((version) => version.data.content_version === record.content);
  if (same) return { key: same.key, data: same.data };
  const newest = newestOf(known);
  if (!newest) return { key: record.key, data, text: record.text };
  const later = amendment(source, { key: record.key, data }, newest);
  return isOfSameCall(data, newest.data) ? later : besideIt(later);
}

/** Who did what with what, and when: what a sender may tell later, and never otherwise. */
const CALL_ITSELF = [
  ...["occurred_at", "user.id", "credential_id", "gen_ai.agent.id", "gen_ai.agent.name"],
  ...["on_behalf_of", "device.id", "gen_ai.tool.name", "mcp.server.name", "mcp.server.id"],
] as const;

function isOfSameCall(later: JsonObject, earlier: JsonObject): boolean {
  return CALL_ITSELF.every((name) => earlier[name] === undefined || earlier[name] === later[name]);
}

/** A version that says it was another call takes nobody's place: whoever looks for the one that was told first still finds it. */
function besideIt({ key, data: { corrects = null, ...data } }: Planned): Planned {
  return { key, data: { ...data, contradicts: corrects } };
}

/** The one with the highest number. */
export function newestOf(versions: readonly Version[]): Version | undefined {
  return versions.reduce<Version | undefined>(
    (newest, version) => (newest && newest.number >= version.number ? newest : version),
    undefined,
  );
}

/** The version that comes behind another one, in whose place it is to be read. */
export function amendment(
  source: string,
  { key: base, data }: { readonly key: string; readonly data: JsonObject },
  before: Version,
): Planned {
  const version = before.number + 1;
  const key = `${base}/v${version}`;
  return {
    key,
    data: {
      ...data,
      version,
      record_id: recordIdOf(source, key),
      supersedes: before.data.record_id ?? null,
      corrects: Number(before.index),
    },
  };
}
