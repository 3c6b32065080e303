// What the verifier's user holds of the governance log. A pack has no proofs of consistency: only checkpoints of one size can be compared.
import { equalBytes } from "@/lib/ledger/bytes";
import { openCheckpoint, type SignedCheckpoint } from "@/lib/ledger/checkpoint";
import { fails, type Read } from "@/lib/ledger/verdict";
import type { Held } from "@/lib/ledger/verify/other-checkpoints";
import { parseRemembered } from "@/lib/ledger/verify/remembered";
import type { PackFindings } from "./pack-findings";
import type { OpenPack } from "./verify-pack-open";
import type { HeldRelation } from "./verify-pack-report";

/** Adds `fork` where two genuinely signed checkpoints of one size differ, those within the pack as well. */
export function checkHeld(pack: OpenPack, held: Held, findings: PackFindings): HeldRelation[] {
  const { checkpoints } = findings;
  const bySize = new Map(checkpoints.map((checkpoint) => [checkpoint.size, checkpoint]));
  if (checkpoints.some((one) => differ(one, bySize.get(one.size) ?? one)))
    findings.add(fails("fork", "Proofs of the pack end in histories that differ."));
  const opened = [
    ...held.given.map(({ name, bytes }) => ({ name, note: openCheckpoint(bytes, pack.trusted) })),
    ...(held.remembered === null
      ? []
      : [{ name: held.remembered.name, note: openRemembered(pack, held.remembered.bytes) }]),
  ];
  return opened.flatMap(({ name, note }) => {
    if (!note.ok) {
      findings.add({ ...note, file: name });
      return [];
    }
    if (note.value.origin !== pack.manifest.origin) return [];
    const relation = relationOf(note.value, checkpoints);
    if (relation === "contradicts") {
      const detail = "It was shown with another root at this size: the log has been rewritten.";
      findings.add(fails("fork", detail, { file: name }));
    }
    return [{ name, size: note.value.size, relation }];
  });
}

function openRemembered({ trusted }: OpenPack, bytes: Uint8Array): Read<SignedCheckpoint> {
  const remembered = parseRemembered(bytes);
  return remembered.ok ? openCheckpoint(remembered.value.checkpoint, trusted) : remembered;
}

function relationOf(
  own: SignedCheckpoint,
  checkpoints: readonly SignedCheckpoint[],
): HeldRelation["relation"] {
  if (checkpoints.some((other) => differ(own, other))) return "contradicts";
  return checkpoints.some(({ size }) => size === own.size) ? "agrees" : "other-size";
}

function differ(one: SignedCheckpoint, other: SignedCheckpoint): boolean {
  return (
    one.origin === other.origin && one.size === other.size && !equalBytes(one.root, other.root)
  );
}
