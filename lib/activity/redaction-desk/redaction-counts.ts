// How much redaction took out of stored records. A record says it of itself, in the ledger; nothing adds it up anywhere else.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";

export type RedactionTally = {
  /** Records that were looked at. */
  readonly records: number;
  readonly withAny: number;
  readonly failed: number;
  readonly counts: ReadonlyMap<string, number>;
};

/** Adds up what records say of their own redaction. */
export async function tallied(records: AsyncIterable<JsonObject>): Promise<RedactionTally> {
  const counts = new Map<string, number>();
  let [read, withAny, failed] = [0, 0, 0];
  for await (const { redaction } of records) {
    if (redaction === undefined || !isJsonObject(redaction)) continue;
    read += 1;
    if (redaction.state === "failed") failed += 1;
    const own = countsIn(redaction);
    if (own.length > 0) withAny += 1;
    for (const [type, count] of own) counts.set(type, (counts.get(type) ?? 0) + count);
  }
  return { records: read, withAny, failed, counts };
}

function countsIn({ counts }: JsonObject): [string, number][] {
  if (counts === undefined || !isJsonObject(counts)) return [];
  return Object.entries(counts).flatMap(([type, count]) =>
    typeof count === "number" ? [[type, count]] : [],
  );
}

/** Stretches of [start, end), evenly spread, that hold at most so many places in all; all of it where it has no more. */
export function spread(
  { start, end }: { start: bigint; end: bigint },
  { most, stretches }: { most: bigint; stretches: bigint },
): { start: bigint; end: bigint }[] {
  const size = end - start;
  if (size <= 0n) return [];
  if (size <= most) return [{ start, end }];
  const length = most / stretches;
  return Array.from({ length: Number(stretches) }, (_, at) => {
    // The last stretch ends where the log does, so that the newest are always among them.
    const from = start + ((size - length) * BigInt(at)) / (stretches - 1n);
    return { start: from, end: from + length };
  });
}
