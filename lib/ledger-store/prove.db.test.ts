import { beforeAll, expect, test } from "vitest";
import { encodeLines } from "@/lib/ledger/batch";
import { concatAll, utf8 } from "@/lib/ledger/bytes";
import { signCheckpoint } from "@/lib/ledger/checkpoint";
import { verifyConsistencyFile } from "@/lib/ledger/consistency-file";
import { Frontier } from "@/lib/ledger/frontier";
import { leafHash } from "@/lib/ledger/hash";
import { hashesKey, segmentKey, walKey } from "@/lib/ledger/object-key";
import { reasonOf } from "@/lib/ledger/testing/read";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { verifyTlogProof } from "@/lib/ledger/tlog-proof";
import { subtreeRoot } from "@/lib/ledger/tree";
import { Appender } from "./append";
import { zlibDeflate } from "./gzip";
import type { LedgerLog } from "./ledger-log";
import { type ProofHead, Prover } from "./prove";
import { expectLogIntact } from "./testing/expect-log-intact";
import { emptyTestLog, sampleEvents, type TestRuntime } from "./testing/test-log";
import { TreeNodes } from "./tree-nodes";

const SIZE = 1_500;
let log: LedgerLog & { readonly runtime: TestRuntime };
let leaves: readonly Uint8Array[];

beforeAll(async () => {
  log = await emptyTestLog();
  await new Appender(log, { lingerMs: 0 }).append(sampleEvents(SIZE));
  const { stretches } = await expectLogIntact(log);
  leaves = stretches.flatMap((stretch) => stretch.leaves);
  // The first batch is rolled, the others are not: proofs come from both.
  const [first] = stretches;
  if (first === undefined) throw new Error("nothing was stored");
  await log.store.create(hashesKey("governance", first), concatAll(first.leaves));
  await log.store.create(segmentKey("governance", first), encodeLines(first.lines, zlibDeflate));
  await log.store.remove(walKey("governance", 0n));
  await expectLogIntact(log);
});

function headAt(size: number): ProofHead {
  const frontier = Frontier.empty();
  for (const leaf of leaves.slice(0, size)) frontier.append(leaf);
  const head = { origin: log.origin, size: BigInt(size), root: frontier.root() };
  return { ...head, note: signCheckpoint(head, [sampleSigner(log.origin)]) };
}

const trusted = () => [sampleSigner(log.origin).key];

test("every entry is proved to stand in the signed tree", async () => {
  const prover = new Prover(log);
  const head = headAt(SIZE);
  for (const index of [0, 1, 255, 256, 1_022, 1_023, 1_024, SIZE - 1]) {
    const proof = await prover.inclusion(BigInt(index), head);
    expect(reasonOf(verifyTlogProof(proof, trusted()))).toBe("holds");
  }
});

test("each size is proved to begin the later one", async () => {
  const prover = new Prover(log);
  const head = headAt(SIZE);
  for (const size of [1, 2, 255, 256, 257, 1_024, 1_300, SIZE]) {
    const file = await prover.consistency(BigInt(size), head);
    expect(reasonOf(verifyConsistencyFile(file, headAt(size), trusted()))).toBe("holds");
  }
});

test("no proof is made beyond the checkpoint, nor from nothing", async () => {
  const prover = new Prover(log);
  await expect(prover.inclusion(10n, headAt(10))).rejects.toMatchObject({ code: "not_found" });
  await expect(prover.consistency(0n, headAt(10))).rejects.toMatchObject({ code: "not_found" });
  await expect(prover.consistency(11n, headAt(10))).rejects.toMatchObject({ code: "not_found" });
});

test("a tree that does not lead to the signed root gets no proof", async () => {
  const head = { ...headAt(SIZE), root: headAt(SIZE - 1).root };
  await expect(new Prover(log).inclusion(3n, head)).rejects.toMatchObject({ name: "LedgerDamage" });
});

test("entries that were deleted are proved by the hashes that stay", async () => {
  const { deleted, head } = await logOfHashes(65_537);
  await deleted.pool.query("DELETE FROM ledger_tile");
  const prover = new Prover(deleted);
  for (const index of [0n, 40_000n, 65_536n]) {
    const proof = await prover.inclusion(index, head);
    const leaf = deletedLeaf(Number(index));
    expect(reasonOf(verifyTlogProof(proof, [sampleSigner(deleted.origin).key], leaf))).toBe(
      "holds",
    );
  }
});

test("a cached tile that lies costs time, not truth", async () => {
  const { deleted, head } = await logOfHashes(65_537);
  const lie = "INSERT INTO ledger_tile VALUES ('calls', 1, 0, $1)";
  await deleted.pool.query(lie, [Buffer.alloc(8_192)]);
  const proof = await new Prover(deleted).inclusion(65_536n, head);
  const leaf = deletedLeaf(65_536);
  expect(reasonOf(verifyTlogProof(proof, [sampleSigner(deleted.origin).key], leaf))).toBe("holds");
  expect(deleted.runtime.findings).toMatchObject([{ kind: "index" }]);
});

test("who reads the leaves alone is not misled by a reader of the cache beside it", async () => {
  const { deleted, head } = await logOfHashes(65_536);
  const lie = "INSERT INTO ledger_tile VALUES ('calls', 1, 0, $1)";
  await deleted.pool.query(lie, [Buffer.alloc(8_192)]);
  const nodes = new TreeNodes(deleted);
  const [retry, beside] = [false, true].map((cached) => nodes.reader(65_537n, { cached }));
  const rootBy = (read = retry) => read && subtreeRoot({ start: 0n, end: 65_536n }, read);
  expect(await rootBy(beside)).not.toEqual(head.root);
  expect(await rootBy(retry)).toEqual(head.root);
  const tile = { level: 2, index: 0n, width: 1 };
  expect(await nodes.hashesOf(tile)).not.toEqual([head.root]);
  expect(await nodes.hashesOf(tile, false)).toEqual([head.root]);
});

function deletedLeaf(index: number): Uint8Array {
  return leafHash(utf8(`entry ${index}`));
}

/** 65,536 leaves make one full tile of level 1, which the cache holds. */
async function logOfHashes(count: number) {
  const deleted = await emptyTestLog({ log: "calls" });
  const kept = Array.from({ length: count }, (_, index) => deletedLeaf(index));
  const range = { start: 0n, end: BigInt(count) };
  await deleted.store.create(hashesKey("calls", range), concatAll(kept));
  const frontier = Frontier.empty();
  for (const leaf of kept) frontier.append(leaf);
  const head = { origin: deleted.origin, size: BigInt(count), root: frontier.root() };
  return { deleted, head: { ...head, note: signCheckpoint(head, [sampleSigner(deleted.origin)]) } };
}
