// Second step: the snapshot is the one whose hash the governance log took before anybody decided.
import { toHex } from "@/lib/ledger/bytes";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import { isCount, isInstantText, isObjectOf, isOneOf, isText } from "@/lib/ledger/json-shape";
import { fails } from "@/lib/ledger/verdict";
import { headerIn, objectIn } from "./evidence-lines";
import { linesOf } from "./manifest";
import type { PackFindings } from "./pack-findings";
import { LAUNCHED_PROOF, PACK_SNAPSHOT, SNAPSHOT_LINES } from "./pack-layout";
import type { ProvenChange } from "./proven-change";
import { checkSignedLines } from "./verify-pack-lines";
import { type OpenPack, proven } from "./verify-pack-open";

/** What later steps ask of the snapshot. `lines[0]` is line 1. */
export type PackSnapshot = {
  readonly sha256: string;
  readonly owner: string | null;
  readonly asOf: string | null;
  readonly due: string | null;
  readonly lines: readonly { readonly key: string; readonly stages: number }[];
  readonly launched: ProvenChange | null;
};

/** Reads and checks it. Null where it cannot be read. Adds `snapshot`, `swapped`, `claim`, and what its proof fails with. */
export async function checkSnapshot(
  pack: OpenPack,
  findings: PackFindings,
): Promise<PackSnapshot | null> {
  const launched = await checkLaunch(pack, findings);
  const { id } = pack.manifest.review;
  const frozen = launched === null ? pack.manifest.snapshot.sha256 : hashOf(launched);
  const bytes = await checkSignedLines(
    pack,
    {
      file: PACK_SNAPSHOT,
      hashesFile: SNAPSHOT_LINES,
      signed: { ...pack.manifest.snapshot, sha256: frozen },
      reason: "snapshot",
      belongs: (header) => (header.review === id ? null : "It is the snapshot of another review."),
    },
    findings,
  );
  if (bytes === null) return null;
  if (pack.manifest.snapshot.sha256 !== frozen) {
    findings.add(fails("claim", "manifest.json names another snapshot than the log."));
  }
  const header = headerIn(bytes);
  const said: JsonObject = header.ok ? header.value : {};
  return {
    sha256: toHex(sha256(bytes)),
    owner: isText(said.owner) ? said.owner : null,
    asOf: isText(said.asOf) ? said.asOf : null,
    due: isInstantText(said.due) ? said.due : null,
    lines: snapshotLines(bytes, findings),
    launched,
  };
}

async function checkLaunch(pack: OpenPack, findings: PackFindings): Promise<ProvenChange | null> {
  const file = LAUNCHED_PROOF;
  if (!pack.names.has(file)) {
    findings.gaps.push({ kind: "not-in-ledger", what: "launch", file });
    return null;
  }
  const launched = await proven(pack, file, "review.launched", findings);
  if (launched === null) return null;
  const isOurs = launched.subjectId === pack.manifest.review.id;
  if (isOurs && isText(launched.after.snapshotHash)) return launched;
  const detail = isOurs
    ? "The entry names no snapshot."
    : "The entry is the start of another review.";
  findings.add(fails(isOurs ? "claim" : "other_subject", detail, { file, index: launched.index }));
  return null;
}

function hashOf({ after }: ProvenChange): string {
  return isText(after.snapshotHash) ? after.snapshotHash : "";
}

const isLine = isObjectOf({ n: isCount, line: isText, stages: isOneOf([1, 2]) });

function snapshotLines(bytes: Uint8Array, findings: PackFindings): PackSnapshot["lines"] {
  const keys = new Set<string>();
  return linesOf(bytes)
    .slice(1)
    .map((text, at) => {
      const line = objectIn(text);
      const fits = line.ok && isLine(line.value) && line.value.n === at + 1;
      const read = line.ok && isLine(line.value) ? line.value : { line: "", stages: 1 };
      if (!fits || keys.has(read.line)) {
        const where = { file: PACK_SNAPSHOT, index: BigInt(at + 1) };
        findings.add(
          fails("snapshot", "It is no line of a snapshot, or stands there twice.", where),
        );
      }
      keys.add(read.line);
      return { key: read.line, stages: read.stages };
    });
}
