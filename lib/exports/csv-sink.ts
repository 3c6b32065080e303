import { Buffer } from "node:buffer";
import { fileFacts } from "./file-facts";
import type { Sink } from "./sink";
import { zipOf } from "./zip";

/** A ZIP of `<name>.csv` and `<name>.meta.json`: the block stands beside the rows, never among them. */
export function csvSink(fileName: string, head: Uint8Array): Sink {
  const chunks: Uint8Array[] = [head];
  return {
    add: (_rows, csv) => {
      chunks.push(csv);
    },
    finish: async (provenance) => {
      const stem = fileName.replace(/\.zip$/, "");
      const csv = { name: `${stem}.csv`, bytes: Buffer.concat(chunks) };
      const payload = fileFacts(csv.name, csv.bytes);
      const meta = `${JSON.stringify({ ...provenance, payload }, null, 2)}\n`;
      const bytes = await zipOf([
        csv,
        { name: `${stem}.meta.json`, bytes: new TextEncoder().encode(meta) },
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
