import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { SyncFailed } from "./fs-errors";
import { assertLocal, openFsStore } from "./fs-open";
import { OutcomeUnknown, type Store } from "./store";
import { skipAndSay } from "./testing/skip-and-say";
import { NO_SMALL_DISK, smallDisk } from "./testing/small-disk";

const sync = vi.hoisted(() => ({ files: null as Error | null, directories: null as Error | null }));

vi.mock(import("./fs-sync"), async (original) => {
  const real = await original();
  return {
    ...real,
    syncFile: async (file) => {
      if (sync.files) throw sync.files;
      await real.syncFile(file);
    },
    syncDirectory: async (path) => {
      if (sync.directories) throw sync.directories;
      await real.syncDirectory(path);
    },
  };
});

const disk = vi.hoisted(() => ({ broken: false, readsWhole: false }));

vi.mock(import("node:fs/promises"), async (original) => {
  const real = await original();
  const broken = () => Object.assign(new Error("i/o error"), { code: "EIO" });
  const unlessBroken = <Call extends (...args: never[]) => unknown>(call: Call) =>
    ((...args: never[]) => (disk.broken ? Promise.reject(broken()) : call(...args))) as Call;
  const readdir = ((...args: Parameters<typeof real.readdir>) => {
    disk.readsWhole = true;
    return real.readdir(...args);
  }) as typeof real.readdir;
  return { ...real, opendir: unlessBroken(real.opendir), stat: unlessBroken(real.stat), readdir };
});

let directory: string;
const ended: unknown[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "countersign-fs-"));
  ended.length = 0;
});

afterEach(async () => {
  disk.broken = false;
  sync.files = null;
  sync.directories = null;
  await rm(directory, { recursive: true, force: true });
});

function open(at = directory): Promise<Store> {
  const endProcess = (error: unknown): never => {
    ended.push(error);
    throw error;
  };
  return openFsStore({ directory: at, token: randomUUID, endProcess, now: new Date() });
}

test("an object is a read-only file under its key, and nothing else is left behind", async () => {
  const store = await open();
  await store.create("calls/wal/00000000000000000000", utf8("batch"));
  const path = join(directory, "calls/wal/00000000000000000000");
  expect(await readFile(path, "utf8")).toBe("batch");
  expect((await stat(path)).mode & 0o777).toBe(0o444);
  expect((await stat(join(directory, "calls"))).mode & 0o777).toBe(0o750);
  expect(await readdir(join(directory, "tmp"))).toEqual([]);
});

test("what a crash left half written is removed at the next start, once it is an hour old", async () => {
  await open();
  const [old, young] = [join(directory, "tmp/old"), join(directory, "tmp/young")];
  for (const path of [old, young]) await writeFile(path, "half");
  await utimes(old, new Date(), new Date(Date.now() - 3_700_000));
  await open();
  expect(await readdir(join(directory, "tmp"))).toEqual(["young"]);
});

test.each([
  [0x6969, "NFS"],
  [0x65735546, "FUSE"],
  [0xfe534d42, "SMB"],
])("a file system of type %i is refused, because it is %s", (type, name) => {
  expect(() => assertLocal(type, "/srv")).toThrow(name);
  expect(() => assertLocal(0xef53, "/srv")).not.toThrow();
});

test("a file that cannot be synced ends the process, and there is no object", async () => {
  const store = await open();
  sync.files = new SyncFailed("gone", {});
  await expect(store.create("a/b", utf8("x"))).rejects.toThrow(SyncFailed);
  expect(ended).toEqual([sync.files]);
  sync.files = null;
  expect(await store.read("a/b")).toBeNull();
});

test("a folder that cannot be synced ends the process: the name may not be there after a crash", async () => {
  const store = await open();
  await store.create("a/first", utf8("x"));
  sync.directories = new SyncFailed("gone", {});
  await expect(store.create("a/b", utf8("x"))).rejects.toThrow(SyncFailed);
  expect(ended).toHaveLength(1);
});

test("an object of somebody else exists only once its name is on the disk", async () => {
  const store = await open();
  await store.create("a/b", utf8("x"));
  sync.directories = Object.assign(new Error("too many open files"), { code: "EMFILE" });
  await expect(store.create("a/b", utf8("y"))).rejects.toThrow(OutcomeUnknown);
  sync.directories = new SyncFailed("gone", {});
  await expect(store.create("a/b", utf8("y"))).rejects.toThrow(SyncFailed);
  expect(ended).toHaveLength(1);
});

test("an input/output error ends the process", async () => {
  const store = await open();
  sync.files = Object.assign(new Error("i/o error"), { code: "EIO" });
  await expect(store.create("a/b", utf8("x"))).rejects.toThrow("i/o");
  expect(ended).toHaveLength(1);
});

test("a disk that cannot list or look at its objects ends the process", async () => {
  const store = await open();
  await store.create("a/b", utf8("x"));
  const keys = async () => {
    for await (const { key } of store.list("a/")) expect(key).toBe("a/b");
  };
  await keys();
  disk.broken = true;
  await expect(keys()).rejects.toThrow("i/o");
  expect(ended).toHaveLength(1);
  await expect(store.inspect("a/b")).rejects.toThrow("i/o");
  expect(ended).toHaveLength(2);
});

test("a folder of very many objects is listed in order, a part at a time", async () => {
  const store = await open();
  await mkdir(join(directory, "many"));
  const names = Array.from({ length: 2_500 }, (_, at) => String((at * 7_919) % 2_500));
  const wanted = names.map((name) => `many/${name.padStart(5, "0")}`);
  for (const key of wanted) writeFileSync(join(directory, key), "");
  disk.readsWhole = false;
  const listed: string[] = [];
  for await (const { key } of store.list("many/", "many/00009")) listed.push(key);
  expect(listed).toEqual(wanted.sort().slice(10));
  expect(disk.readsWhole).toBe(false);
});

test("a folder that cannot be opened after the name was made leaves the outcome unknown, and may be asked again", async () => {
  const store = await open();
  await store.create("a/first", utf8("x"));
  sync.directories = Object.assign(new Error("too many open files"), { code: "EMFILE" });
  await expect(store.create("a/b", utf8("x"))).rejects.toThrow(OutcomeUnknown);
  sync.directories = null;
  expect(await store.create("a/b", utf8("x"))).toBe("exists");
});

test.each(["ENOSPC", "EDQUOT"])(
  "a disk that says %s refuses the object with a reason, and has no part of it",
  async (code) => {
    const store = await open();
    sync.files = Object.assign(new Error("no space left"), { code });
    await expect(store.create("a/b", utf8("x"))).rejects.toMatchObject({ code: "unavailable" });
    expect(ended).toEqual([]);
    sync.files = null;
    expect(await store.read("a/b")).toBeNull();
    expect(await readdir(join(directory, "tmp"))).toEqual([]);
  },
);

test("a full 8 MiB disk refuses, keeps what it had, and goes on once there is space", async (context) => {
  const small = smallDisk();
  if (small === null) return skipAndSay(context, NO_SMALL_DISK);
  try {
    const store = await open(small.path);
    const megabyte = new Uint8Array(2 ** 20).fill(7);
    const kept: string[] = [];
    const fill = async () => {
      for (;;) {
        const key = `calls/wal/${String(kept.length).padStart(20, "0")}`;
        await store.create(key, megabyte);
        kept.push(key);
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: "unavailable" });
    expect(kept.length).toBeGreaterThan(5);
    const names: string[] = [];
    for await (const { key, size } of store.list("calls/wal/")) {
      expect(size).toBe(megabyte.length);
      names.push(key);
    }
    expect(names).toEqual(kept);
    await store.remove(kept[0] ?? "");
    expect(await store.create("calls/wal/later", utf8("x"))).toBe("created");
  } finally {
    small.unmount();
  }
});

test("a folder that may not be written is an error that says so, not a lost event", async () => {
  const store = await open();
  await mkdir(join(directory, "a"));
  await writeFile(join(directory, "a/b"), "x");
  await chmod(join(directory, "a/b"), 0o444);
  await expect(store.create("a/b/c", utf8("x"))).rejects.toThrow();
  expect(await store.read("a/b/c")).toBeNull();
});
