import "server-only";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { PassThrough, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { ZIP_TIME } from "./zip";

type Part = { name: string; rows: number; bytes: number; sha256: string };

const ENTRY = { mtime: ZIP_TIME, mode: 0o100644, forceDosTimestamp: true } as const;

/** Writes files of rows one after the other into one ZIP on the disk; none of them is ever in memory. */
export function partsOf(
  path: string,
  { name, head, partRows }: { name: (part: number) => string; head: Uint8Array; partRows: number },
) {
  const zip = new ZipFile();
  const counted = countingStream();
  const stopped = new AbortController();
  const output = zip.outputStream;
  const written = pipeline(output, counted.stream, createWriteStream(path, { mode: 0o600 }), {
    signal: stopped.signal,
  });
  written.catch(() => {}); // told to whoever finishes
  const parts: Part[] = [];
  let open: ReturnType<typeof openPart> | null = null;
  const close = async () => {
    if (open) parts.push(await open.close());
    open = null;
  };
  const begin = async () => {
    const part = openPart(zip, name(parts.length + 1));
    open = part;
    await part.write(head, 0);
    return part;
  };
  return {
    /** How many rows the part at hand still takes; never 0. */
    room: (): number => (open && open.rows() < partRows ? partRows - open.rows() : partRows),
    async add(bytes: Uint8Array, rows: number): Promise<void> {
      if (open && open.rows() + rows > partRows) await close();
      await (open ?? (await begin())).write(bytes, rows);
    },
    /** `beside` answers the files next to the parts, told what the parts are. */
    async finish(beside: (told: PartsTold) => readonly (readonly [string, string])[]) {
      if (!open && parts.length === 0) await begin();
      await close();
      for (const [fileName, text] of beside(toldOf(parts))) {
        zip.addBuffer(Buffer.from(text), fileName, ENTRY);
      }
      zip.end();
      await written;
      return { files: parts.map(({ rows: _, ...file }) => file), zip: counted.facts() };
    },
    abandon: (): void => stopped.abort(),
  };
}

type PartsTold = { payload: Omit<Part, "rows"> } | { parts: (Part & { firstRow: number })[] };

// One file says what it is; of several an index says which rows stand where.
function toldOf(parts: readonly Part[]): PartsTold {
  const [only] = parts;
  if (parts.length === 1 && only) {
    const { rows: _, ...payload } = only;
    return { payload };
  }
  let firstRow = 1;
  return {
    parts: parts.map((part) => {
      const placed = { ...part, firstRow };
      firstRow += part.rows;
      return placed;
    }),
  };
}

function openPart(zip: ZipFile, name: string) {
  const stream = new PassThrough();
  const hash = createHash("sha256");
  let [rows, bytes] = [0, 0];
  zip.addReadStream(stream, name, ENTRY);
  return {
    rows: (): number => rows,
    async write(some: Uint8Array, more: number): Promise<void> {
      rows += more;
      bytes += some.length;
      hash.update(some);
      if (some.length > 0 && !stream.write(some)) await once(stream, "drain");
    },
    async close(): Promise<Part> {
      stream.end();
      await once(stream, "close");
      return { name, rows, bytes, sha256: hash.digest("hex") };
    },
  };
}

function countingStream() {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, facts: () => ({ bytes, sha256: hash.digest("hex") }) };
}
