import { expect, test } from "vitest";
import { type DeletionFacts, deletionData, minimumIndex } from "./certificate";
import { compareDeleted, verifyCertificate } from "./certificate-check";
import { signCheckpoint } from "./checkpoint";
import { encodeEntry } from "./entry-encode";
import { leafHash } from "./hash";
import { proveInclusion } from "./inclusion";
import { NaiveTree, sampleLeaves } from "./testing/naive-tree";
import { must, reasonOf } from "./testing/read";
import { sampleSigner } from "./testing/signer";
import { formatTlogProof } from "./tlog-proof";

const BASE = "ledger.example.com/acme";
const CALLS = `${BASE}/calls`;
const GOVERNANCE = `${BASE}/governance`;
const signer = sampleSigner(GOVERNANCE, 2);
const deleted = new NaiveTree(sampleLeaves(300));

const FACTS: DeletionFacts = {
  log: CALLS,
  start: 0n,
  end: 300n,
  object: { key: "calls/seg/x", version: null, sha256: "00" },
  firstTs: "2026-01-01T00:00:00.000Z",
  lastTs: "2026-01-01T23:00:00.000Z",
  subtreeRoot: deleted.root(),
  checkpoint: { size: 900n, root: deleted.root() },
  policy: 3n,
  planned: 4n,
  holdsChecked: { at: "2028-01-03T00:00:00.000Z", governanceSize: 5n },
  deletedAt: "2028-01-03T00:00:01.000Z",
  indexRows: 300,
  minimumIndex: 512n,
  by: "sys:sealer",
  resumed: false,
};

type Leaf = { data?: object; type?: string; src?: string; log?: string; idx?: bigint };

async function certificate({
  data = {},
  type = "ledger.deleted",
  src = "sys:sealer",
  log = GOVERNANCE,
  idx = 1n,
}: Leaf) {
  const entry = encodeEntry(
    { log, idx, ts: "2028-01-03T00:00:02.000Z" },
    {
      type,
      key: "deleted",
      src: { id: src },
      salt: new Uint8Array(16),
      data: { ...deletionData(FACTS), ...data },
    },
  );
  const tree = new NaiveTree(sampleLeaves(3).with(1, leafHash(entry)));
  const checkpoint = signCheckpoint({ origin: GOVERNANCE, ...tree.head() }, [signer]);
  return formatTlogProof({
    extra: entry,
    index: 1n,
    path: await proveInclusion(1n, 3n, tree.read),
    checkpoint,
  });
}
const check = async (leaf: Leaf) => verifyCertificate(await certificate(leaf), CALLS, [signer.key]);

test("a certificate proves what was deleted, and when it ended", async () => {
  const stretch = must(await check({}));
  expect(stretch).toMatchObject({ log: CALLS, start: 0n, end: 300n, lastTs: FACTS.lastTs });
  expect(reasonOf(compareDeleted(stretch, deleted.leaves))).toBe("holds");
});

test("kept hashes that are not those of the deleted entries are noticed", async () => {
  const stretch = must(await check({}));
  expect(reasonOf(compareDeleted(stretch, deleted.leaves.slice(1)))).toBe("leaf");
  expect(reasonOf(compareDeleted(stretch, deleted.leaves.toReversed()))).toBe("leaf");
});

test.each([
  ["that is about another log", { data: { log: GOVERNANCE } }, "origin"],
  ["that stands in another log", { log: CALLS }, "origin"],
  ["that says another index", { idx: 2n }, "origin"],
  ["of another type", { type: "ledger.deletion-planned" }, "claim"],
  ["by another source", { src: "gw-1" }, "claim"],
  ["of nothing", { data: { end: 0 } }, "framing"],
  ["without an end", { data: { end: null } }, "framing"],
  ["with times the wrong way round", { data: { first_ts: "2027-01-01T00:00:00.000Z" } }, "framing"],
  ["with a root that is none", { data: { subtree_root: "AAAA" } }, "framing"],
  [
    "that confesses another version",
    { data: { confirmed: { version_gone: true, other_versions: 1, wal_copies: 0 } } },
    "framing",
  ],
  ["that did not look", { data: { confirmed: null } }, "framing"],
  ["that promises more than it can", { data: { scope: "everywhere" } }, "framing"],
])("a certificate %s is none", async (_name, leaf, reason) => {
  expect(reasonOf(await check(leaf))).toBe(reason);
});

test("a certificate under an unknown key, or beside another installation, is none", async () => {
  const proof = await certificate({});
  expect(reasonOf(verifyCertificate(proof, CALLS, []))).toBe("unknown_key");
  expect(reasonOf(verifyCertificate(proof, "elsewhere.example.com/calls", [signer.key]))).toBe(
    "origin",
  );
});

test("a certificate that was taken up again says so", () => {
  expect(deletionData({ ...FACTS, resumed: true })).toMatchObject({ resumed: true });
  expect(deletionData(FACTS)).not.toHaveProperty("resumed");
});

test("the minimum index is rounded up to whole tiles, and at most the tree", () => {
  expect([minimumIndex(1n, 1000n), minimumIndex(256n, 1000n), minimumIndex(257n, 1000n)]).toEqual([
    256n,
    256n,
    512n,
  ]);
  expect([minimumIndex(900n, 1000n), minimumIndex(0n, 1000n)]).toEqual([1000n, 0n]);
});
