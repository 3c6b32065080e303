import type { VerifierFile } from "@/lib/ledger-store/verifier-files";
import type { PackMaterial } from "./material";
import { SIGNATURE_LIMITS } from "./pdf/signatures";

/** README.txt: what lies in the pack, and how a stranger checks it. */
export function packReadme(material: PackMaterial, verifiers: readonly VerifierFile[]): string {
  const { dossier, demo, origin, created, organisation } = material;
  const { review, lines } = dossier;
  const hashOf = (name: string) => verifiers.find((one) => one.name === name)?.sha256 ?? "";
  return [
    ...(demo ? ["DEMO DATA. Everything in this pack was made up for a demonstration.", ""] : []),
    `Access review ${review.reference} of ${organisation}: ${lines.length} lines, ${material.signatures.length} signatures.`,
    `Made ${created.toISOString()}. Version ${material.version}. Status ${review.status}.`,
    "",
    "To check it, get the verifier key of the log",
    `  ${origin}`,
    "from somebody you trust, never from this pack, and run",
    "  node verify.mjs . --vkey KEY",
    "or open verify.html in a browser. Both work without a network.",
    `SHA-256 of verify.mjs: ${hashOf("verify.mjs")}`,
    `SHA-256 of verify.html: ${hashOf("verify.html")}`,
    "",
    "snapshot.ndjson     what was frozen before the first decision; its hash is in the governance log",
    "signatures/         each signature with the files it is over, and its proof in the log",
    "enrolments/         whose passkeys they are, by the log",
    "proofs/             the start of the review and the server's seal, by the log",
    "manifest.json       every file with its hash, and where each table comes from; manifest.seal is over it",
    "review.pdf          the same for people who read; signed by the server, which is no reviewer",
    "*.csv, *.json       the same for tools. What their columns mean stands in manifest.json, `tables`",
    "",
    "What nobody can prove:",
    ...SIGNATURE_LIMITS.map((sentence) => `  ${sentence}`),
    "",
  ].join("\n");
}
