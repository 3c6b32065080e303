import type { HeldFile, PickedBundle } from "./messages";

/** A file among others, by its path within what was picked. */
type Named = { readonly name: string; readonly file: File };

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

/** The bundle that was dropped: one ZIP or one folder; a sentence where it is neither. */
export async function droppedBundle(items: DataTransferItemList): Promise<PickedBundle | string> {
  // The list is emptied as soon as this task ends, so all is taken at once.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((item) => item !== null);
  const [entry, ...more] = entries;
  if (entry === undefined || more.length > 0) return "Drop one ZIP, or one folder.";
  if (isDirectory(entry)) {
    return { kind: "folder", name: entry.name, files: await filesBelow(entry, "") };
  }
  if (!isFile(entry)) return "Drop one ZIP, or one folder.";
  return { kind: "zip", name: entry.name, file: await fileOf(entry) };
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

async function filesBelow(directory: FileSystemDirectoryEntry, below: string): Promise<Named[]> {
  const reader = directory.createReader();
  const files: Named[] = [];
  for (;;) {
    // It hands out a hundred at a time, and nothing at the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (entries.length === 0) return files;
    for (const entry of entries) {
      const name = `${below}${entry.name}`;
      if (isDirectory(entry)) files.push(...(await filesBelow(entry, `${name}/`)));
      else if (isFile(entry)) files.push({ name, file: await fileOf(entry) });
    }
  }
}

async function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return await new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
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
