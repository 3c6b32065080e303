import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { walKey } from "@/lib/ledger/object-key";
import { createMemoryStore } from "./memory";
import { ObjectNames } from "./object-names";
import type { Store } from "./store";

const BATCHES = 10_000;
const ENTRIES = 3n;

test("the batch with an index is found among very many, and the listing ends soon after it", async () => {
  const { names, counted } = await manyBatches();
  for (const index of [0n, 4n, 12_000n, 29_999n]) {
    counted.listed = 0;
    expect(await names.batchWith(index)).toBe(index - (index % ENTRIES));
    expect(counted.listed).toBeLessThan(5_000);
  }
});

test("who reads on needs no new listing, and who goes elsewhere reads no object in vain", async () => {
  const { names } = await manyBatches();
  await names.batchWith(3_000n);
  expect(names.knownBatchWith(6_001n)).toBe(6_000n);
  expect(names.knownBatchWith(29_000n)).toBeNull();
});

async function manyBatches() {
  const counted = { listed: 0 };
  const memory = createMemoryStore({ now: () => new Date(), token: randomUUID });
  const created = Array.from({ length: BATCHES }, (_, at) =>
    memory.create(walKey("calls", BigInt(at) * ENTRIES), utf8("x")),
  );
  await Promise.all(created);
  const store: Store = {
    ...memory,
    async *list(prefix, after) {
      for await (const listed of memory.list(prefix, after)) {
        counted.listed += 1;
        yield listed;
      }
    },
  };
  return { names: new ObjectNames("calls", store), counted };
}
