import { expect, test } from "vitest";
import { toHex } from "@/lib/ledger/bytes";
import { NaiveTree, sampleLeaves } from "@/lib/ledger/testing/naive-tree";
import { proofSteps } from "./proof-steps";

test("the steps of a proof end at the root, and their siblings cover all other entries", () => {
  for (const size of [1, 2, 3, 7, 8, 300]) {
    const tree = new NaiveTree(sampleLeaves(size));
    for (const index of new Set([0, 1, Math.floor(size / 2), size - 1])) {
      const leaf = tree.leaves[index];
      if (!leaf) continue;
      const claim = { index: BigInt(index), size: BigInt(size), leaf };
      const steps = proofSteps(claim, tree.path(index, size));
      expect(steps.at(-1)?.node ?? toHex(leaf)).toBe(toHex(tree.root(size)));
      const covered = steps.reduce((sum, { start, end }) => sum + end - start, 1n);
      expect(covered).toBe(BigInt(size));
    }
  }
});
