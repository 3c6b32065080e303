import { Buffer } from "node:buffer";
import type { ColumnFacts } from "./cells";
import { fileFacts } from "./file-facts";
import { jsonLine, jsonlSchema } from "./jsonl";
import type { Sink } from "./sink";
import { zipOf } from "./zip";

/** A ZIP of `<name>.jsonl`, its schema and `<name>.meta.json`. */
export function jsonlSink(fileName: string, title: string, columns: readonly ColumnFacts[]): Sink {
  const chunks: Buffer[] = [];
  return {
    add: (rows) => {
      chunks.push(Buffer.from(rows.map((row) => jsonLine(columns, row)).join("")));
    },
    finish: async (provenance) => {
      const stem = fileName.replace(/\.zip$/, "");
      const lines = { name: `${stem}.jsonl`, bytes: Buffer.concat(chunks) };
      const payload = fileFacts(lines.name, lines.bytes);
      const meta = `${JSON.stringify({ ...provenance, payload }, null, 2)}\n`;
      const bytes = await zipOf([
        lines,
        { name: `${stem}.schema.json`, bytes: Buffer.from(jsonlSchema(title, columns)) },
        { name: `${stem}.meta.json`, bytes: Buffer.from(meta) },
      ]);
      return {
        fileName,
        mediaType: "application/zip",
        bytes,
        files: [payload, fileFacts(fileName, bytes)],
      };
    },
  };
}
