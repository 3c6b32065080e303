import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { OutcomeUnknown, type Store } from "../store";
import { failNext, withFaults } from "./faulty-store";

/** What a kind of store can do beyond the promises that all make. */
export type StoreKind = {
  readonly name: string;
  /** Whether it refuses to remove what is locked or held. */
  readonly locks: boolean;
  readonly open: () => Promise<Store>;
  readonly close?: () => Promise<void>;
};

/** Every promise of `type Store`, tried on one kind of store. */
export function storeContract(kind: StoreKind): void {
  describe(`a ${kind.name} store`, () => {
    let store: Store;
    let count = 0;
    const newKey = () => {
      count += 1;
      return `contract/${String(count).padStart(6, "0")}`;
    };
    beforeAll(async () => {
      store = await kind.open();
    });
    afterAll(async () => kind.close?.());

    const promises = kind.locks ? { ...OF_ALL, ...OF_LOCKS } : OF_ALL;
    for (const [promise, holds] of Object.entries(promises)) {
      test(promise, async () => await holds({ store, newKey }));
    }
  });
}

type Promises = Readonly<
  Record<string, (on: { store: Store; newKey: () => string }) => Promise<void>>
>;

const OF_ALL: Promises = {
  "lets exactly one of 32 racing creates of a key win, and keeps its bytes": async ({
    store,
    newKey,
  }) => {
    for (let round = 0; round < 5; round += 1) {
      const key = newKey();
      const racers = Array.from({ length: 32 }, (_, at) => store.create(key, utf8(`${at}`)));
      const outcomes = await Promise.all(racers);
      expect(outcomes.filter((outcome) => outcome === "created")).toHaveLength(1);
      expect(await store.read(key)).toEqual(utf8(`${outcomes.indexOf("created")}`));
    }
  },
  "reads what was created, whole and in part, and nothing where nothing is": async ({
    store,
    newKey,
  }) => {
    const key = newKey();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251);
    expect(await store.read(key)).toBeNull();
    expect(await store.create(key, bytes)).toBe("created");
    expect(await store.read(key)).toEqual(bytes);
    const part = await store.read(key, { offset: 65_000, length: 64 });
    expect(part).toEqual(bytes.subarray(65_000, 65_064));
  },
  "never overwrites": async ({ store, newKey }) => {
    const key = newKey();
    await store.create(key, utf8("first"));
    expect(await store.create(key, utf8("second"))).toBe("exists");
    expect(await store.read(key)).toEqual(utf8("first"));
  },
  "may be asked again with the same bytes": async ({ store, newKey }) => {
    const key = newKey();
    await store.create(key, utf8("same"));
    expect(await store.create(key, utf8("same"))).toBe("exists");
  },
  "lists keys in the order of their bytes, from where it is asked to": async ({ store }) => {
    const names = ["b", "a-2", "a", "00000000000000000010", "00000000000000000009", "z.tsr"];
    for (const name of names) await store.create(`ordered/${name}`, utf8(name));
    const sorted = [...names].sort().map((name) => `ordered/${name}`);
    expect(await keysOf(store, "ordered/")).toEqual(sorted);
    expect(await keysOf(store, "ordered/", sorted[1])).toEqual(sorted.slice(2));
    expect(await keysOf(store, "ordered/a")).toEqual(["ordered/a", "ordered/a-2"]);
    expect(await keysOf(store, "nothing/")).toEqual([]);
  },
  "lists sizes in bytes": async ({ store }) => {
    await store.create("sized/one", utf8("12345"));
    for await (const { size } of store.list("sized/")) expect(size).toBe(5);
  },
  "removes an object, and says that it is gone": async ({ store, newKey }) => {
    const key = newKey();
    await store.create(key, utf8("swept"));
    expect(await store.remove(key)).toEqual({ gone: true });
    expect(await store.read(key)).toBeNull();
    expect(await store.remove(key)).toEqual({ gone: true });
  },
  "shows what lies behind a key": async ({ store, newKey }) => {
    const key = newKey();
    expect((await store.inspect(key)).versions).toHaveLength(0);
    await store.create(key, utf8("seen"));
    expect((await store.inspect(key)).versions).toHaveLength(1);
  },
  "refuses names that could leave it": async ({ store }) => {
    for (const key of ["../out", "a/../b", "/root", "a//b", "A", "a/", ""]) {
      await expect(async () => await store.create(key, utf8("x"))).rejects.toThrow("no key");
    }
  },
  "passes its own probe, and leaves nothing in its way": async ({ store }) => {
    const first = await store.probe();
    expect(first.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect((await store.probe()).ok).toBe(true);
  },
  "holds no object where a create failed without its effect": async ({ store, newKey }) => {
    const key = newKey();
    const lost = { how: "failed", error: new OutcomeUnknown("lost") } as const;
    const faulty = withFaults(store, failNext("create", lost));
    await expect(faulty.create(key, utf8("x"))).rejects.toThrow(OutcomeUnknown);
    expect(await store.read(key)).toBeNull();
    expect(await faulty.create(key, utf8("x"))).toBe("created");
  },
  "holds the object where a create failed with its effect": async ({ store, newKey }) => {
    const key = newKey();
    const unheard = { how: "persisted", error: new OutcomeUnknown("unheard") } as const;
    const faulty = withFaults(store, failNext("create", unheard));
    await expect(faulty.create(key, utf8("x"))).rejects.toThrow(OutcomeUnknown);
    expect(await store.read(key)).toEqual(utf8("x"));
    expect(await faulty.create(key, utf8("x"))).toBe("exists");
  },
};

const OF_LOCKS: Promises = {
  "refuses to remove what is locked, and only extends a lock": async ({ store, newKey }) => {
    const key = newKey();
    const later = new Date("2999-01-01T00:00:00Z");
    await store.create(key, utf8("kept"), later);
    await store.retain(key, new Date("2020-01-01T00:00:00Z"));
    expect((await store.inspect(key)).until).toEqual(later);
    await expect(store.remove(key)).rejects.toThrow();
    expect(await store.read(key)).toEqual(utf8("kept"));
  },
  "refuses to remove what is held, until it no longer is": async ({ store, newKey }) => {
    const key = newKey();
    await store.create(key, utf8("held"));
    await store.hold(key, true);
    expect((await store.inspect(key)).held).toBe(true);
    await expect(store.remove(key)).rejects.toThrow();
    await store.hold(key, false);
    expect(await store.remove(key)).toEqual({ gone: true });
  },
};

async function keysOf(store: Store, prefix: string, after?: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix, after)) keys.push(key);
  return keys;
}
