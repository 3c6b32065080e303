import type { HeldFile, PickedBundle } from "./messages";

/** The bundle in a file input: one ZIP, or the files of a folder. Null where nothing was chosen. */
export function bundleOf(files: readonly File[]): PickedBundle | null {
  const [first] = files;
  if (first === undefined) return null;
  if (first.webkitRelativePath === "") return { kind: "zip", name: first.name, file: first };
  const [name = ""] = first.webkitRelativePath.split("/");
  const named = files.map((file) => ({ name: withinFolder(file.webkitRelativePath), file }));
  return { kind: "folder", name, files: named };
}

function withinFolder(path: string): string {
  return path.slice(path.indexOf("/") + 1);
}

// Far more than a note may have: whatever is longer is refused as one by the verifier, not read here.
const MAX_HELD_BYTES = 2_000_000;

/** Files with checkpoints the person holds. */
export async function heldFiles(files: readonly File[]): Promise<HeldFile[]> {
  return await Promise.all(
    files.map(async (file) => ({
      name: file.name,
      bytes: new Uint8Array(await file.slice(0, MAX_HELD_BYTES).arrayBuffer()),
    })),
  );
}

const REMEMBERED = new TextEncoder().encode("created ");

/** What a verifier has remembered begins with its date; anything else is taken for a plain checkpoint. */
export function isRemembered({ bytes }: HeldFile): boolean {
  return REMEMBERED.every((byte, at) => bytes[at] === byte);
}
