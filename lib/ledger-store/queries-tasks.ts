import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import type { TaskKind } from "./labels";
import { bundleTaskOf, verificationTaskOf } from "./task-record";

const LISTED = 100;

/** The bundles that were asked for, newest first, at most 100, with the names of who asked. Errors: forbidden. */
export async function listBundles(actor: Actor) {
  const rows = await listTasks(actor, "bundle");
  return { bundles: rows.map(bundleTaskOf), names: await namesOf(rows.map(askedBy)) };
}

/** The verifications that were asked for, newest first, at most 100. Errors: forbidden. */
export async function listVerifications(actor: Actor) {
  const rows = await listTasks(actor, "verification");
  return { verifications: rows.map(verificationTaskOf), names: await namesOf(rows.map(askedBy)) };
}

/** One bundle, and who asked for it. Errors: forbidden, not_found. */
export async function getBundle(actor: Actor, id: string) {
  const row = await taskOf(actor, "bundle", id);
  if (!row) throw new AppError("not_found", "There is no such bundle.");
  return { bundle: bundleTaskOf(row), names: await namesOf([row.askedById]) };
}

/** One verification, and who asked for it. Errors: forbidden, not_found. */
export async function getVerification(actor: Actor, id: string) {
  const row = await taskOf(actor, "verification", id);
  if (!row) throw new AppError("not_found", "There is no such verification.");
  return { verification: verificationTaskOf(row), names: await namesOf([row.askedById]) };
}

async function listTasks(actor: Actor, kind: TaskKind) {
  authorize(actor, "ledger:read");
  return read().ledgerTask.findMany({
    where: { kind },
    orderBy: [{ askedAt: "desc" }, { id: "asc" }],
    take: LISTED,
  });
}

async function taskOf(actor: Actor, kind: TaskKind, id: string) {
  authorize(actor, "ledger:read");
  return isUuid(id) ? read().ledgerTask.findFirst({ where: { id, kind } }) : null;
}

function askedBy({ askedById }: { askedById: string }): string {
  return askedById;
}
