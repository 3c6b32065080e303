// gateway-logs §5.2: a record that cannot be read, or that contradicts one that was, is kept aside with the reason, and answered as
// taken: its sender could do nothing about it, and would drop or repeat the others.
import "server-only";
import { randomUUID } from "node:crypto";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Quarantined } from "../quarantined";
import { storable } from "../record/storable";

const PAYLOAD_MAX = 65_536;
const ROWS_AT_ONCE = 500;
const REASON_MAX = 1_000;
const NAMED_MAX = 100;

/** Keeps records aside, each once however often it is sent. Answers how many are new. Errors: unavailable. */
export async function keepAside(
  ctx: CommandContext,
  { source, batch }: { readonly source: string; readonly batch: string },
  quarantined: readonly Quarantined[],
): Promise<number> {
  const fresh = await unknownOf(source, batch, oncePerPosition(quarantined));
  if (fresh.length === 0) return 0;
  return await transact(ctx, async (tx, record) => {
    const made = await insert(
      tx,
      fresh.map((one) => rowOf(ctx, { source, batch }, one)),
    );
    const positions = fresh.map(({ position }) => position);
    await record({
      action: "quarantine.recorded",
      subjectId: batch,
      before: null,
      after: {
        ...{ source, batch, records: made },
        positions: positions.slice(0, NAMED_MAX),
        reasons: [...new Set(fresh.map(({ reason }) => shortened(reason)))].slice(0, NAMED_MAX),
      },
    });
    return made;
  });
}

/** One position may be several records, of which several cannot be kept. */
function oncePerPosition(quarantined: readonly Quarantined[]): Quarantined[] {
  return [...new Map(quarantined.toReversed().map((one) => [one.position, one])).values()];
}

async function unknownOf(
  sourceId: string,
  batchId: string,
  quarantined: readonly Quarantined[],
): Promise<Quarantined[]> {
  if (quarantined.length === 0) return [];
  const known = await read().quarantinedRecord.findMany({
    where: { sourceId, batchId },
    select: { position: true },
  });
  const positions = new Set(known.map(({ position }) => position));
  return quarantined
    .filter(({ position }) => !positions.has(position))
    .sort((a, b) => a.position - b.position);
}

function rowOf(
  { now }: CommandContext,
  { source: sourceId, batch: batchId }: { readonly source: string; readonly batch: string },
  { position, reason, hmac, bytes, payload }: Quarantined,
) {
  const kept = payload === null ? null : storablePayload(payload);
  return {
    id: randomUUID(),
    ...{ sourceId, batchId, position, hmac, bytes },
    reason: shortened(reason),
    receivedAt: now,
    ...(kept === null ? {} : { payload: kept }),
  };
}

async function insert(tx: Tx, rows: readonly ReturnType<typeof rowOf>[]): Promise<number> {
  let made = 0;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const data = rows.slice(from, from + ROWS_AT_ONCE);
    // Another process may have been sent the same: its rows say the same.
    const { count } = await tx.quarantinedRecord.createMany({ data, skipDuplicates: true });
    made += count;
  }
  return made;
}

// PostgreSQL's JSON cannot hold U+0000, nor what is no text.
function storablePayload(payload: JsonObject) {
  const text = JSON.stringify(storable(payload)).replaceAll("\\u0000", "\\ufffd");
  if (text.length > PAYLOAD_MAX) return null;
  const kept: JsonObject = JSON.parse(text);
  return kept;
}

function shortened(reason: string): string {
  return reason.slice(0, REASON_MAX).toWellFormed().replaceAll("\0", "\ufffd");
}
