// Every file of a pack but its proofs, its manifest and its seal.
import { utf8 } from "@/lib/ledger/bytes";
import { formatPolicy } from "@/lib/ledger/policy";
import type { VerifierKey } from "@/lib/ledger/vkey";
import type { VerifierFile } from "@/lib/ledger-store/verifier-files";
import { asRecord } from "@/lib/signatures/as-record";
import { lineHashesText } from "@/lib/signatures/pure/manifest";
import {
  PACK_POLICY,
  PACK_README,
  PACK_SNAPSHOT,
  SNAPSHOT_LINES,
  signatureFile,
  signatureLines,
} from "@/lib/signatures/pure/pack-layout";
import { formatSignatureRecord } from "@/lib/signatures/pure/record";
import type { PackMaterial, SignedFolder } from "./material";
import type { PackFileBytes } from "./proofs";
import { packReadme } from "./readme";

const SIGNED = ["decisions", "delta", "assignments"] as const;

/** What was signed, as it was signed, and what explains it. `tokens` by id of signature. */
export function signedContents(
  material: PackMaterial,
  tokens: ReadonlyMap<string, Uint8Array>,
): PackFileBytes[] {
  const { snapshot, signatures } = material;
  return [
    { name: PACK_SNAPSHOT, bytes: snapshot.bytes },
    { name: SNAPSHOT_LINES, bytes: utf8(lineHashesText(snapshot.bytes)) },
    ...signatures.flatMap((folder) => folderContents(folder, tokens.get(folder.row.id))),
  ];
}

function folderContents({ row, files }: SignedFolder, token: Uint8Array | undefined) {
  const { sequence } = row;
  const contents: PackFileBytes[] = [
    { name: signatureFile(sequence, "manifest"), bytes: utf8(row.manifest) },
    { name: signatureFile(sequence, "record"), bytes: formatSignatureRecord(asRecord(row)) },
  ];
  for (const file of SIGNED) {
    const made = files[file];
    if (!made) continue;
    contents.push({ name: signatureFile(sequence, file), bytes: made.bytes });
    const lines = utf8(lineHashesText(made.bytes));
    contents.push({ name: signatureLines(sequence, file), bytes: lines });
  }
  if (token) contents.push({ name: signatureFile(sequence, "timeStamp"), bytes: token });
  return contents;
}

/** What a reader needs beside it: how to check it, with what, and whose key it would trust. */
export function aboutContents(
  material: PackMaterial,
  { verifiers, vkeys }: { verifiers: readonly VerifierFile[]; vkeys: readonly VerifierKey[] },
): PackFileBytes[] {
  return [
    { name: PACK_README, bytes: utf8(packReadme(material, verifiers)) },
    { name: PACK_POLICY, bytes: utf8(formatPolicy(vkeys)) },
    ...verifiers.map(({ name, bytes }) => ({ name, bytes })),
  ];
}
