import { beforeEach, expect, test } from "vitest";
import { encodeLines } from "@/lib/ledger/batch";
import { utf8 } from "@/lib/ledger/bytes";
import { segmentKey, walKey } from "@/lib/ledger/object-key";
import { SAMPLE_BASE, SampleLog } from "@/lib/ledger/testing/sample-log";
import { originBaseInStore } from "./first-origin";
import { zlibDeflate } from "./gzip";
import { createMemoryStore } from "./memory";
import type { Store } from "./store";

const { lines } = new SampleLog(5);
let store: Store;

beforeEach(() => {
  store = createMemoryStore({ now: () => new Date(), token: () => "token" });
});

test("the first entry says whose the ledger is, as a batch or in a segment", async () => {
  await store.create(walKey("calls", 0n), encodeLines(lines, zlibDeflate));
  expect(await originBaseInStore(store)).toBe(SAMPLE_BASE);
  await store.remove(walKey("calls", 0n));
  const segment = segmentKey("calls", { start: 0n, end: 5n });
  await store.create(segment, encodeLines(lines, zlibDeflate));
  expect(await originBaseInStore(store)).toBe(SAMPLE_BASE);
});

test("the other log is asked where one has no first entry that can be read", async () => {
  await store.create(walKey("calls", 0n), utf8("no gzip"));
  await store.create(walKey("governance", 0n), encodeLines(lines, zlibDeflate));
  expect(await originBaseInStore(store)).toBe(SAMPLE_BASE);
});

test("a store without a first entry names nobody", async () => {
  expect(await originBaseInStore(store)).toBeNull();
  await store.create(walKey("calls", 0n), encodeLines(lines.slice(1), zlibDeflate));
  const later = segmentKey("calls", { start: 1n, end: 5n });
  await store.create(later, encodeLines(lines.slice(1), zlibDeflate));
  expect(await originBaseInStore(store)).toBeNull();
});
