import type { PickedBundle } from "./messages";

type Folder = Extract<PickedBundle, { kind: "folder" }>;
type Named = Folder["files"][number];

const ONE = "Drop one ZIP, or one folder.";
const NO_FOLDER = "This browser does not open a dropped folder. Choose it by the button.";

/** The bundle that was dropped: one ZIP or one folder; a sentence where it is neither. */
export async function droppedBundle({ items }: DataTransfer): Promise<PickedBundle | string> {
  const [item, ...more] = [...items].filter(({ kind }) => kind === "file");
  if (item === undefined || more.length > 0) return ONE;
  // The list is emptied as soon as this task ends, so all is taken at once.
  const [file, entry, handle] = [item.getAsFile(), item.webkitGetAsEntry(), handleOf(item)];
  if (entry === null || !isDirectory(entry)) {
    return file === null ? ONE : { kind: "zip", name: file.name, file };
  }
  return await folderOf(entry, handle).catch(() => NO_FOLDER);
}

/** By handle where there are any: Chromium gives a page from a file the entries of a folder, but not what is in them. */
async function folderOf(
  entry: FileSystemDirectoryEntry,
  asked: Promise<FileSystemHandle | null> | null,
): Promise<Folder> {
  const handle = await asked;
  const files =
    handle !== null && isFolderHandle(handle)
      ? await filesOfHandle(handle, "")
      : await filesBelow(entry, "");
  return { kind: "folder", name: entry.name, files };
}

type WithHandle = { getAsFileSystemHandle(): Promise<FileSystemHandle | null> };

function handleOf(item: DataTransferItem): Promise<FileSystemHandle | null> | null {
  return hasHandle(item) ? item.getAsFileSystemHandle() : null;
}

function hasHandle(item: DataTransferItem): item is DataTransferItem & WithHandle {
  return "getAsFileSystemHandle" in item;
}

function isFolderHandle(handle: FileSystemHandle): handle is FileSystemDirectoryHandle {
  return handle.kind === "directory";
}

function isFileHandle(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === "file";
}

async function filesOfHandle(folder: FileSystemDirectoryHandle, below: string): Promise<Named[]> {
  const files: Named[] = [];
  for await (const handle of folder.values()) {
    const name = `${below}${handle.name}`;
    if (isFolderHandle(handle)) files.push(...(await filesOfHandle(handle, `${name}/`)));
    else if (isFileHandle(handle)) files.push({ name, file: await handle.getFile() });
  }
  return files;
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
