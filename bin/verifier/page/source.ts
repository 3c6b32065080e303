import type { BundleSource } from "@/lib/ledger/bundle-source";
import { compareBytewise } from "@/lib/ledger/bytes";
import { found, type Read } from "@/lib/ledger/verdict";
import { openZip } from "@/lib/ledger/zip-read";
import { windowed } from "../shared/windowed";
import { inflate } from "./inflate";
import type { PickedBundle } from "./messages";

const PIECE = 256 * 1024;

/** The bundle in what was chosen. Fails with `framing`. Errors: those of the disk. */
export async function openPicked(bundle: PickedBundle): Promise<Read<BundleSource>> {
  if (bundle.kind === "folder") return found(folderSource(bundle.files));
  const { file } = bundle;
  const access = windowed(file.size, (start, end) => bytesOf(file.slice(start, end)));
  return await openZip(access, inflate);
}

function folderSource(files: Extract<PickedBundle, { kind: "folder" }>["files"]): BundleSource {
  const byName = new Map(files.map(({ name, file }) => [name, file]));
  return {
    names: [...byName.keys()].sort(compareBytewise),
    read: (name) => {
      const file = byName.get(name);
      return file === undefined ? null : pieces(file);
    },
  };
}

async function* pieces(file: Blob): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += PIECE) yield await bytesOf(file.slice(at, at + PIECE));
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (bytes.length !== blob.size) throw new Error("The file changed while it was read.");
  return bytes;
}
