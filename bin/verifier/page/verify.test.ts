import { expect, test } from "vitest";
import { zipOf } from "@/lib/ledger/testing/zip";
import { formatVkey } from "@/lib/ledger/vkey";
import { GOVERNANCE_SIGNER } from "@/lib/signatures/testing/governance-log";
import { samplePack, with1 } from "@/lib/signatures/testing/memory-pack";
import type { Reply } from "./messages";
import { verifyWish } from "./verify";

async function shown(files: ReturnType<typeof samplePack>) {
  const replies: Reply[] = [];
  const file = new Blob([new Uint8Array(zipOf(files))]);
  await verifyWish(
    {
      bundle: { kind: "zip", name: "pack.zip", file },
      vkeys: [formatVkey(GOVERNANCE_SIGNER.key)],
      ...{ given: [], remembered: [] },
    },
    (reply) => replies.push(reply),
  );
  const last = replies.at(-1);
  return last?.kind === "report" ? last.shown : null;
}

test("SIG-10 verify.html takes a review pack, and says of it what verify.mjs says", async () => {
  const honest = await shown(samplePack());
  expect([honest?.kind, honest?.json.verdict, honest?.json.signatures.length]).toEqual([
    ...["pack", "VERIFIED", 4],
  ]);
  const swapped = await shown(samplePack({ signatures: with1(0, { differing: { uv: false } }) }));
  expect(swapped?.json.first?.reason).toBe("user_verification");
  expect(swapped?.json.missing[0]).toContain("signatures/001/signature.json: ");
});
