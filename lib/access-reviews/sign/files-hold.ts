import "server-only";
import { read } from "@/lib/db/read";
import { fails, HOLDS, type Reason, type Verdict } from "@/lib/ledger/verdict";
import type { StoredSignature } from "@/lib/signatures/as-record";
import type { SignatureManifest } from "@/lib/signatures/pure/manifest";
import { SIGNATURE_ROLES } from "../review-view";
import { filesOf, type MadeFile, type ReviewFile } from "./files";

/** Makes the files of a signature again from the rows and holds them against its manifest; the first that differs is named. */
export async function filesHold(
  row: StoredSignature,
  { files, subject, preparedAt }: SignatureManifest,
): Promise<Verdict> {
  const role = SIGNATURE_ROLES.find((known) => known === row.role);
  if (!role) return fails("claim", "Its role is none that this review has.");
  const at = new Date(preparedAt);
  const wish = { role, personId: row.personId, at, version: subject.version };
  const made = await filesOf(read(), row.subjectId, wish);
  for (const name of FILES) {
    const verdict = fileHolds(name, files[name], made[name]);
    if (!verdict.ok) return verdict;
  }
  return HOLDS;
}

// The snapshot before the decisions about it, and both before what came afterwards.
const FILES = ["snapshot", "decisions", "delta", "assignments"] as const satisfies ReviewFile[];

const REASON: Record<ReviewFile, Reason> = {
  snapshot: "snapshot",
  decisions: "decisions",
  delta: "delta",
  assignments: "assignments",
};

const WORDS: Record<ReviewFile, string> = {
  snapshot: "The snapshot is",
  decisions: "The decisions are",
  delta: "The changes since the snapshot are",
  assignments: "The assignments are",
};

type Signed = SignatureManifest["files"][string];

function fileHolds(
  name: ReviewFile,
  signed: Signed | undefined,
  made: MadeFile | undefined,
): Verdict {
  if (!signed && !made) return HOLDS;
  if (!signed || !made) {
    return fails(REASON[name], `${WORDS[name]} ${signed ? "gone" : "not in what was signed"}.`);
  }
  if (signed.lines !== made.lines) {
    const counts = `${signed.lines.toLocaleString("en")} lines were signed, ${made.lines.toLocaleString("en")} are stored`;
    return fails(REASON[name], `${WORDS[name]} not what was signed: ${counts}.`);
  }
  if (signed.sha256 === made.sha256) return HOLDS;
  return fails(
    REASON[name],
    `${WORDS[name]} not what was signed: the lines are as many, and at least one byte differs.`,
  );
}
