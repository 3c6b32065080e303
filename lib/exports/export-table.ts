import "server-only";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { Download } from "@/lib/server/define-download";
import { anchorInForce } from "./anchor";
import { type ExportColumn, factsOf } from "./cells";
import { csvSink } from "./csv-sink";
import { exportFileName } from "./file-name";
import { type ExportFormat, PDF_MAX_ROWS } from "./labels";
import type { PlacesOfRows } from "./ledger-tally";
import { generatorOf, originOfExports } from "./origin";
import { pdfSink } from "./pdf/pdf-sink";
import { type Anchored, type Origin, provenanceOf, type Wish, withoutNames } from "./provenance";
import type { Provenance } from "./schema";
import type { Payload, Sink } from "./sink";
import { tallying } from "./tally";
import { ulidOf } from "./ulid";
import { xlsxSink } from "./xlsx";

/** What a room says about one export. Every field ends up in the provenance block. */
export type ExportSpec<Row> = {
  title: string;
  /** Artifact of evidence-requirements 0.2, `ART-02`. */
  artifactId?: string;
  /** `agents.list@1`: raise the number whenever the query means something else. */
  queryId: string;
  format: ExportFormat;
  fileStem: string;
  columns: readonly ExportColumn<Row>[];
  /** All rows, or pages of rows one after the other. */
  rows: readonly Row[] | AsyncIterable<readonly Row[]>;
  /** How many rows match, counted by the source itself; another number of rows read stops the export. */
  total: number;
  parameters: Record<string, string>;
  /** What was left out, in words; empty if nothing. */
  filters: readonly string[];
  /** What the generator may see at all, in words. */
  scope?: string;
  sort: string;
  /** Key of the column that tells rows apart. */
  primaryKey: string;
  asOf: Date;
  period?: { start: Date; end: Date } | null;
  timeOf?: (row: Row) => Date | null;
  controlTotals?: Record<string, Record<string, number>>;
  /** Where rows are entries of the ledger: which ones. */
  ledger?: PlacesOfRows<Row>;
  /** The checkpoint in force, where the room has asked for it already. */
  anchored?: Anchored;
};

/**
 * Makes one file of rows and records that it was taken out. Nothing is kept, recorded or answered
 * unless all of it succeeded (G-05). Errors: unavailable (rows could not all be read), too_large
 * (more rows than print can hold, a value longer than an Excel cell).
 */
export async function exportTable<Row>(
  ctx: CommandContext,
  spec: ExportSpec<Row>,
): Promise<Download> {
  assertPrintable(spec.format, spec.total);
  const [origin, by, anchored] = await Promise.all([
    originOfExports(),
    generatorOf(ctx.actor),
    spec.anchored ?? anchorInForce(),
  ]);
  const whole = { ...spec, columns: columnsFor(spec.columns, origin) };
  const wish = wishOf(ctx, whole, origin);
  const tally = tallying(whole);
  const shown = wish.columns.map(({ notIn }) => !notIn.some((format) => format === spec.format));
  const columns = wish.columns.filter((_, index) => shown[index]);
  const sink = sinkFor({ ...wish, columns }, tally.head, { ctx, origin });
  for await (const rows of pagesOf(spec.rows)) {
    const { cells, csv } = tally.add(rows);
    await sink.add(
      cells.map((row) => row.filter((_, index) => shown[index])),
      csv,
    );
  }
  const counted = tally.total();
  if (counted.count !== spec.total) throw incomplete();
  const provenance = provenanceOf(wish, { origin, by, anchored }, counted);
  const { fileName, mediaType, bytes, files } = await sink.finish(provenance);
  await keep(ctx, provenance, files);
  return { fileName, mediaType, bytes };
}

function assertPrintable(format: ExportFormat, total: number): void {
  if (format !== "pdf" || total <= PDF_MAX_ROWS) return;
  const [max, rows] = [PDF_MAX_ROWS, total].map((n) => n.toLocaleString("en"));
  throw new AppError(
    "too_large",
    `A PDF holds at most ${max} rows and this list has ${rows}. Export CSV or Excel, or narrow the filters.`,
  );
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
  };
}

const PAGE = 1_000;

async function* pagesOf<Row>(
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

function sinkFor(
  { format, fileName, columns }: Wish,
  head: Uint8Array,
  { ctx, origin }: { ctx: CommandContext; origin: Origin },
): Sink {
  const demo = origin.installation.environment === "DEMO";
  switch (format) {
    case "csv":
      return csvSink(fileName, head);
    case "xlsx":
      return xlsxSink({ fileName, columns, createdAt: ctx.now, demo });
    case "pdf":
      return pdfSink(fileName, columns);
    default:
      return format satisfies never;
  }
}

// The row keeps ids only; `sha256` is that of the payload, so that a stray file can be recognised.
async function keep(
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
