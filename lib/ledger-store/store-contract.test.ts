import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFsStore } from "./fs-open";
import { createMemoryStore } from "./memory";
import { storeContract } from "./testing/store-contract";

storeContract({
  name: "memory",
  locks: true,
  open: async () => createMemoryStore({ now: () => new Date(), token: randomUUID }),
});

const folders: string[] = [];

storeContract({
  name: "fs",
  locks: false,
  open: async () => {
    const directory = await mkdtemp(join(tmpdir(), "countersign-store-"));
    folders.push(directory);
    const endProcess = (error: unknown) => {
      throw error;
    };
    return openFsStore({ directory, token: randomUUID, endProcess, now: new Date() });
  },
  close: async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  },
});
