import type { ExportColumn } from "@/lib/exports/cells";
import { instant, text } from "./export-cells";
import { ROTATION_REASON_LABEL, ROTATION_STATE_LABEL, type RotationReason } from "./labels";
import type { ListedRotations } from "./population";
import { proofOf } from "./rotation-state";
import { personShown } from "./view";

export type RotationRow = ListedRotations["rotations"][number] & {
  names: ListedRotations["names"];
};

export const ROTATION_COLUMNS: readonly ExportColumn<RotationRow>[] = [
  text("id", "Id", "Opaque id of the rotation.", ({ rotation }) => rotation.id, 36, true),
  text(
    "old_key",
    "Old key",
    "Public id of the key that is replaced.",
    ({ old }) => old.publicId,
    26,
  ),
  text(
    "new_key",
    "New key",
    "Public id of the key that takes its place.",
    ({ fresh }) => fresh.publicId,
    26,
  ),
  text(
    "reason",
    "Reason",
    "Why it was rotated.",
    ({ rotation }) => reasonWord(rotation.reason),
    18,
  ),
  text("state", "State", "How far it is.", ({ state }) => ROTATION_STATE_LABEL[state], 16),
  text(
    "requested_by",
    "Requested by",
    "Who asked for it.",
    ({ rotation, names }) => personShown(rotation.requestedById, names).name,
  ),
  text(
    "performed_by",
    "Performed by",
    "Who carried it out.",
    ({ rotation, names }) => personShown(rotation.performedById, names).name,
  ),
  instant("started_at", "Started", "When it was started.", ({ rotation }) =>
    rotation.startedAt.toISOString(),
  ),
  instant(
    "new_active_at",
    "New active",
    "When the new key became active; empty if it has not.",
    ({ rotation }) => rotation.newActiveAt?.toISOString() ?? "",
  ),
  instant("overlap_ends_at", "Overlap ends", "Until when both may be used.", ({ rotation }) =>
    rotation.overlapEndsAt.toISOString(),
  ),
  instant(
    "old_disabled_at",
    "Old disabled",
    "When the old key was disabled; empty if it is not.",
    ({ rotation }) => rotation.oldDisabledAt?.toISOString() ?? "",
  ),
  text(
    "proof",
    "Proof of refusal",
    "What shows that the old key is refused; empty if nothing does.",
    ({ rotation }) => proofText(rotation.proof),
    34,
  ),
  instant(
    "finished_at",
    "Finished",
    "When it was finished; empty if it is open.",
    ({ rotation }) => rotation.finishedAt?.toISOString() ?? "",
  ),
  text(
    "ticket",
    "Ticket",
    "Where it is tracked; empty if nowhere.",
    ({ rotation }) => rotation.ticket,
    14,
  ),
  text(
    "dependants",
    "Dependants",
    "What had to be given the new key.",
    ({ rotation }) => rotation.dependants,
    26,
    true,
  ),
];

export function reasonWord(reason: string): string {
  return isReason(reason) ? ROTATION_REASON_LABEL[reason] : reason;
}

function isReason(text: string): text is RotationReason {
  return Object.hasOwn(ROTATION_REASON_LABEL, text);
}

/** The proof in words. */
export function proofText(stored: unknown): string {
  const proof = proofOf(stored);
  if (proof === null) return "";
  if (proof.kind === "call") return `Denied call #${proof.index} of the calls log at ${proof.at}`;
  return `Test answered ${proof.status} at ${proof.at}: ${proof.how}`;
}
