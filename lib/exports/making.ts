import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { anchorInForce } from "./anchor";
import { type ExportColumn, factsOf } from "./cells";
import type { ExportSpec } from "./export-spec";
import { exportFileName } from "./file-name";
import { generatorOf, originOfExports } from "./origin";
import { type Origin, provenanceOf, type Wish, withoutNames } from "./provenance";
import type { Provenance } from "./schema";
import type { Payload } from "./sink";
import { tallying } from "./tally";
import { ulidOf } from "./ulid";

/** What every export begins with: who asks for what where, and what counts its rows. Errors: unavailable. */
export async function beginExport<Row>(ctx: CommandContext, spec: ExportSpec<Row>) {
  const [origin, by, anchored] = await Promise.all([
    originOfExports(),
    generatorOf(ctx.actor),
    spec.anchored ?? anchorInForce(),
  ]);
  const whole = { ...spec, columns: columnsFor(spec.columns, origin) };
  const wish = wishOf(ctx, whole, origin);
  const tally = tallying(whole);
  return {
    wish,
    tally,
    demo: origin.installation.environment === "DEMO",
    /** The block, once all rows were added. Errors: unavailable (another number of rows than the source counted). */
    provenance: (): Provenance => {
      const counted = tally.total();
      if (counted.count !== spec.total) throw incomplete();
      return provenanceOf(wish, { origin, by, anchored }, counted);
    },
  };
}

// G-10: demo rows say so one by one, wherever they are copied to.
function columnsFor<Row>(columns: readonly ExportColumn<Row>[], origin: Origin) {
  if (origin.installation.environment !== "DEMO") return columns;
  const demo: ExportColumn<Row> = {
    key: "demo_data",
    header: "Demo data",
    definition: "DEMO DATA in every row of a demo installation. Never empty.",
    type: "text",
    value: () => "DEMO DATA",
    width: 11,
    notIn: ["pdf"], // every page of it says so anyway
  };
  return [...columns, demo];
}

function wishOf<Row>(ctx: CommandContext, spec: ExportSpec<Row>, origin: Origin): Wish {
  const demo = origin.installation.environment === "DEMO";
  const artifactId = spec.artifactId ?? null;
  return {
    id: ulidOf(ctx.now, `${ctx.requestId} ${spec.queryId} ${spec.format}`),
    title: spec.title,
    artifactId,
    format: spec.format,
    fileName: exportFileName({ ...spec, organisation: origin.organisation, demo, artifactId }),
    queryId: spec.queryId,
    parameters: spec.parameters,
    asOf: spec.asOf.toISOString(),
    period: spec.period
      ? { start: spec.period.start.toISOString(), end: spec.period.end.toISOString() }
      : null,
    filters: spec.filters,
    scope: spec.scope ?? "every record of this kind",
    sort: spec.sort,
    primaryKey: spec.primaryKey,
    columns: spec.columns.map(factsOf),
    total: spec.total,
    controlTotals: spec.controlTotals ?? {},
    generatedAt: ctx.now.toISOString(),
    ...(spec.exclusions ? { exclusions: spec.exclusions } : {}),
    ...(spec.log ? { log: spec.log } : {}),
    ...(spec.ledgerReason ? { ledgerReason: spec.ledgerReason } : {}),
    ...(spec.storage ? { storage: spec.storage } : {}),
    ...(spec.redaction ? { redaction: spec.redaction } : {}),
  };
}

const PAGE = 1_000;

/** The rows of a room page by page. Errors: its own, and unavailable for whatever else stops it. */
export async function* pagesOf<Row>(
  rows: readonly Row[] | AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  if (!(Symbol.asyncIterator in rows)) {
    for (let at = 0; at < rows.length; at += PAGE) yield rows.slice(at, at + PAGE);
    return;
  }
  try {
    yield* rows;
  } catch (cause) {
    throw cause instanceof AppError ? cause : incomplete(cause);
  }
}

function incomplete(cause?: unknown): AppError {
  return new AppError("unavailable", {
    message: "Not all rows could be read, so no file was made. Try again.",
    cause,
  });
}

/** Registers an export and records it. The row keeps ids only; `sha256` is that of the payload, so that a stray file can be recognised. */
export async function keepExport(
  ctx: CommandContext,
  provenance: Provenance,
  files: Payload["files"],
): Promise<void> {
  const [payload] = files;
  if (!payload) throw new Error("an export without a file");
  const { export: about, query, rows } = provenance;
  const made = {
    id: about.id,
    title: about.title,
    queryId: query.id,
    format: about.format,
    fileName: about.fileName,
    parameters: query.parameters,
    rowCount: rows.count,
    sha256: payload.sha256,
    bytes: payload.bytes,
    provenance: { ...withoutNames(provenance), files: [...files] },
    generatedById: ctx.actor.id,
    generatedAt: ctx.now,
  };
  await transact(ctx, async (tx, record) => {
    await tx.export.create({ data: made });
    await record({ action: "export.made", subjectId: made.id, before: null, after: made });
  });
}
