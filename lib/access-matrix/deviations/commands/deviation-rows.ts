// Writes many rows of the list at once, as there can be as many as cells. Each goes to the database as one document.
import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import type { FoundDeviation } from "../found";
import type { KnownDeviation, Same } from "../plan";

const ROWS_A_STEP = 5_000;

export async function insertRows(
  tx: Tx,
  rows: readonly FoundDeviation[],
  now: Date,
): Promise<void> {
  for (const part of parts(rows)) {
    const documents = JSON.stringify(part.map(textOf));
    await tx.$executeRaw`
      INSERT INTO "Deviation" ("id", "kind", "mark", "sourceId", "keyId", "agentId", "serverId", "operationId", "principal",
        "server", "operation", "environment", "detail", "since", "foundAt", "seenAt")
      SELECT gen_random_uuid(), d."kind", d."mark", d."sourceId", d."keyId", d."agentId", d."serverId", d."operationId",
        d."principal", d."server", d."operation", d."environment", d."detail", d."since", ${now}, ${now}
      FROM jsonb_to_recordset(${documents}::jsonb) AS d ("kind" text, "mark" text, "sourceId" text, "keyId" uuid,
        "agentId" uuid, "serverId" uuid, "operationId" uuid, "principal" text, "server" text, "operation" text,
        "environment" text, "detail" text, "since" timestamptz(3))`;
  }
}

/** Those that last: what is said of them may have changed, since when they are there does not get younger. */
export async function refreshRows(tx: Tx, rows: readonly Same[], now: Date): Promise<void> {
  for (const part of parts(rows)) {
    const documents = JSON.stringify(
      part.map(({ known, found }) => ({ ...textOf(found), id: known.id })),
    );
    await tx.$executeRaw`
      UPDATE "Deviation" v SET "seenAt" = ${now}, "detail" = d."detail", "sourceId" = d."sourceId",
        "keyId" = d."keyId", "agentId" = d."agentId", "serverId" = d."serverId", "operationId" = d."operationId",
        "since" = least(v."since", d."since")
      FROM jsonb_to_recordset(${documents}::jsonb) AS d ("id" uuid, "sourceId" text, "keyId" uuid, "agentId" uuid,
        "serverId" uuid, "operationId" uuid, "detail" text, "since" timestamptz(3))
      WHERE v."id" = d."id"`;
  }
}

/** Those that were over and have come back: they begin anew. */
export async function raiseAgain(tx: Tx, rows: readonly Same[], now: Date): Promise<void> {
  for (const part of parts(rows)) {
    const documents = JSON.stringify(
      part.map(({ known, found }) => ({ ...textOf(found), id: known.id })),
    );
    await tx.$executeRaw`
      UPDATE "Deviation" v SET "clearedAt" = NULL, "foundAt" = ${now}, "seenAt" = ${now}, "detail" = d."detail",
        "sourceId" = d."sourceId", "since" = d."since"
      FROM jsonb_to_recordset(${documents}::jsonb) AS d ("id" uuid, "sourceId" text, "detail" text, "since" timestamptz(3))
      WHERE v."id" = d."id"`;
  }
}

export async function clearRows(tx: Tx, rows: readonly KnownDeviation[], now: Date): Promise<void> {
  for (const part of parts(rows)) {
    const ids = part.map(({ id }) => id);
    await tx.deviation.updateMany({
      where: { id: { in: ids }, clearedAt: null },
      data: { clearedAt: now },
    });
  }
}

function* parts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += ROWS_A_STEP) {
    yield rows.slice(from, from + ROWS_A_STEP);
  }
}

function textOf({ since, ...found }: FoundDeviation) {
  return { ...found, since: new Date(since).toISOString() };
}
