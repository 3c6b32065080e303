import "server-only";
import type { Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { KeyRecord } from "./key-row";

/** The rotation as a command works on it: the whole row. */
export type RotationRecord = Awaited<ReturnType<typeof loadRotation>>;

/** Errors: not_found. */
export async function loadRotation(tx: Tx, rotationId: string) {
  const rotation = await tx.keyRotation.findUnique({ where: { id: rotationId } });
  if (!rotation) throw new AppError("not_found", "No such rotation.");
  return rotation;
}

type Columns = Parameters<Tx["keyRotation"]["updateManyAndReturn"]>[0]["data"];

/** Writes if the row still is what was read and not finished. Errors: conflict. */
export async function writeRotation(
  tx: Tx,
  rotation: RotationRecord,
  data: Columns,
): Promise<RotationRecord> {
  const [written] = await tx.keyRotation.updateManyAndReturn({
    where: { id: rotation.id, version: rotation.version, finishedAt: null },
    data: { ...data, version: rotation.version + 1 },
  });
  if (!written) {
    throw new AppError("conflict", "Somebody else moved this rotation first. Reload the page.");
  }
  return written;
}

/** The new key of an open rotation has become active. */
export async function noteNewActive(tx: Tx, record: Recorder, key: KeyRecord): Promise<void> {
  const open = await tx.keyRotation.findFirst({ where: { newKeyId: key.id, finishedAt: null } });
  if (open) await advance(tx, record, open, { newActiveAt: key.activatedAt });
}

/** The old key of an open rotation has been disabled. */
export async function noteOldDisabled(tx: Tx, record: Recorder, key: KeyRecord): Promise<void> {
  const open = await tx.keyRotation.findFirst({ where: { oldKeyId: key.id, finishedAt: null } });
  if (open) await advance(tx, record, open, { oldDisabledAt: key.revokedAt });
}

/** Writes a step of a rotation and records it. Errors: conflict. */
export async function advance(
  tx: Tx,
  record: Recorder,
  rotation: RotationRecord,
  data: Columns,
): Promise<RotationRecord> {
  const written = await writeRotation(tx, rotation, data);
  await record({
    action: "key-rotation.advanced",
    subjectId: rotation.id,
    before: rotation,
    after: written,
  });
  return written;
}
