import { expect, test } from "vitest";
import { formatVkey } from "@/lib/ledger/vkey";
import { GOVERNANCE_SIGNER } from "@/lib/signatures/testing/governance-log";
import { samplePack, with1 } from "@/lib/signatures/testing/memory-pack";
import { directoryAt, zipAt } from "./testing/bundles";
import { verifier } from "./testing/run";

const KEY = formatVkey(GOVERNANCE_SIGNER.key);

test("SIG-10 verify.mjs takes a review pack: verified from a ZIP, and a fault named from a directory", async () => {
  const honest = await verifier(zipAt(samplePack()), "--vkey", KEY, "--no-remember");
  expect([honest.code, honest.stderr]).toEqual([10, []]);
  expect(honest.stdout[0]).toBe(
    "VERIFIED. All holds: who decided what, and that it is what they signed.",
  );
  expect(honest.stdout.join("\n")).toContain(
    "Dee Farrow, Owner (sign-off, 004) signed the manifest",
  );
  const elsewhere = with1(3, { differing: { origin: "https://reviews.example.net" } });
  const folder = directoryAt(samplePack({ signatures: elsewhere }));
  const { code, stdout } = await verifier(folder, "--vkey", KEY, "--json", "--no-remember");
  const { verdict, first, signatures } = JSON.parse(stdout.join("\n"));
  expect([code, verdict, first.reason, first.file]).toEqual([
    ...[40, "INVALID", "signing_origin", "signatures/004/signature.json"],
  ]);
  expect(signatures.map(({ holds }: { holds: boolean }) => holds)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
