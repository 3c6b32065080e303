import "server-only";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { FileDownload } from "@/lib/server/file-reply";
import type { Cell, ColumnFacts } from "./cells";
import type { ExportSpec } from "./export-spec";
import { jsonLine, jsonlSchema } from "./jsonl";
import { EXPORT_MAX_ROWS, PART_ROWS } from "./labels";
import { beginExport, keepExport, pagesOf } from "./making";
import { partsOf } from "./parts";

/** What is asked of rows that are more than memory holds. `partRows`: how many one file takes. */
export type StreamSpec<Row> = Omit<ExportSpec<Row>, "format" | "compose"> & {
  format: "csv" | "jsonl";
  partRows?: number;
};

/**
 * The same as `exportTable` for any number of rows, in memory that does not grow with them: they go to a ZIP on the disk, in
 * parts with an index where they are many (IPE-11), and from there to whoever asked; then it is removed.
 * Errors: unavailable (rows could not all be read), too_large (more than anybody waits for).
 */
export async function exportStream<Row>(
  ctx: CommandContext,
  spec: StreamSpec<Row>,
): Promise<FileDownload> {
  assertWaitable(spec.total);
  const folder = await mkdtemp(join(tmpdir(), "countersign-export-"));
  try {
    return await madeIn(folder, ctx, spec);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function madeIn<Row>(
  folder: string,
  ctx: CommandContext,
  spec: StreamSpec<Row>,
): Promise<FileDownload> {
  const { wish, tally, provenance } = await beginExport(ctx, spec);
  const path = join(folder, "export.zip");
  const stem = wish.fileName.replace(/\.zip$/, "");
  const partRows = spec.partRows ?? PART_ROWS;
  const write = writerOf(spec.format, wish.columns, tally.head);
  const name = (part: number) =>
    spec.total > partRows
      ? `${stem}_part-${String(part).padStart(3, "0")}.${spec.format}`
      : `${stem}.${spec.format}`;
  const parts = partsOf(path, { name, head: write.head, partRows });
  try {
    for await (const rows of pagesOf(spec.rows)) {
      for (let at = 0; at < rows.length; ) {
        const some = rows.slice(at, at + parts.room());
        const { cells, csv } = tally.add(some);
        await parts.add(write.lines(cells, csv), some.length);
        at += some.length;
      }
    }
    const block = provenance();
    const { files, zip } = await parts.finish((payload) => [
      ...write.beside(stem, wish.title),
      [`${stem}.meta.json`, `${JSON.stringify({ ...block, ...payload }, null, 2)}\n`],
    ]);
    const whole = { name: wish.fileName, bytes: zip.bytes, sha256: zip.sha256 };
    // The first is what the register finds a stray file by; of several parts that is the whole.
    await keepExport(ctx, block, files.length === 1 ? [...files, whole] : [whole, ...files]);
    return {
      fileName: wish.fileName,
      mediaType: "application/zip",
      size: zip.bytes,
      bytes: readOnce(path, folder),
    };
  } catch (error) {
    parts.abandon();
    throw error;
  }
}

function assertWaitable(total: number): void {
  if (total <= EXPORT_MAX_ROWS) return;
  const [max, rows] = [EXPORT_MAX_ROWS, total].map((n) => n.toLocaleString("en"));
  throw new AppError(
    "too_large",
    `One export holds at most ${max} rows and these are ${rows}. Narrow the filters, such as to a shorter time, and take several.`,
  );
}

function writerOf(format: "csv" | "jsonl", columns: readonly ColumnFacts[], head: Uint8Array) {
  const none: [name: string, text: string][] = [];
  if (format === "csv") {
    return {
      head,
      lines: (_: readonly (readonly Cell[])[], csv: Uint8Array): Uint8Array => csv,
      beside: () => none,
    };
  }
  return {
    head: new Uint8Array(),
    lines: (rows: readonly (readonly Cell[])[]): Uint8Array =>
      new TextEncoder().encode(rows.map((row) => jsonLine(columns, row)).join("")),
    beside: (stem: string, title: string): [name: string, text: string][] => [
      [`${stem}.schema.json`, jsonlSchema(title, columns)],
    ],
  };
}

/** The file once; it is gone when it was taken, and also where nobody ever begins to take it. */
function readOnce(path: string, folder: string): AsyncIterable<Uint8Array> {
  const remove = () => rm(folder, { recursive: true, force: true });
  const chunks = createReadStream(path)[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const chunk: IteratorResult<Uint8Array> = await chunks.next();
        if (chunk.done) await remove();
        return chunk;
      },
      // A generator that was never begun would not come to its end: this does.
      return: async () => {
        await chunks.return?.();
        await remove();
        return { done: true, value: undefined };
      },
    }),
  };
}
