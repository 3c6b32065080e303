// ledger.md §7: a store in memory, for tests: as strict as the strictest, and gone with its process.
import { AppError } from "@/lib/core/app-error";
import { compareBytewise } from "@/lib/ledger/bytes";
import { probeChecks, probeReport } from "./probe";
import { assertStoreKey, type Inspection, type Listed, type Store } from "./store";

type Stored = { readonly bytes: Uint8Array; until: Date | null; held: boolean };

/** A store that ends with the process. Locks are judged by `now`; `token` names probes. */
export function createMemoryStore({ now, token }: { now: () => Date; token: () => string }): Store {
  const objects = new Map<string, Stored>();
  const store: Store = {
    async create(key, bytes, until) {
      assertStoreKey(key);
      await turn();
      if (objects.has(key)) return "exists";
      objects.set(key, { bytes: bytes.slice(), until: until ?? null, held: false });
      return "created";
    },
    async read(key, range) {
      await turn();
      const bytes = objects.get(key)?.bytes ?? null;
      if (bytes === null || range === undefined) return bytes?.slice() ?? null;
      return bytes.slice(range.offset, range.offset + range.length);
    },
    list: (prefix, after) => list(objects, prefix, after ?? ""),
    async retain(key, until) {
      const stored = existing(objects, key);
      if (stored.until === null || until > stored.until) stored.until = until;
    },
    async hold(key, on) {
      existing(objects, key).held = on;
    },
    async inspect(key) {
      return inspection(objects.get(key));
    },
    async remove(key) {
      const stored = objects.get(key);
      if (stored?.held) throw new AppError("forbidden", `A hold lies on ${key}.`);
      if (stored?.until && stored.until > now()) {
        throw new AppError("forbidden", `${key} is locked until ${stored.until.toISOString()}.`);
      }
      objects.delete(key);
      return { gone: !objects.has(key) };
    },
    async probe() {
      return probeReport("memory", "memory", await probeChecks(store, token()));
    },
  };
  return store;
}

async function* list(
  objects: ReadonlyMap<string, Stored>,
  prefix: string,
  after: string,
): AsyncGenerator<Listed> {
  await turn();
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after);
  for (const key of keys.sort(compareBytewise)) {
    const stored = objects.get(key);
    if (stored) yield { key, size: stored.bytes.length };
  }
}

function inspection(stored: Stored | undefined): Inspection {
  if (stored === undefined) return { versions: [], markers: [], until: null, held: false };
  return { versions: ["1"], markers: [], until: stored.until, held: stored.held };
}

function existing(objects: ReadonlyMap<string, Stored>, key: string): Stored {
  const stored = objects.get(key);
  if (stored === undefined) throw new AppError("not_found", `There is no ${key} in the store.`);
  return stored;
}

/** Others get their turn between the call and its effect, as they would with a real store. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
