import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";

/** Holds a name until the transaction ends; whoever else asks for it waits. */
export async function lockName(tx: Tx, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

/** Taken first by every act that can change how many admins there are, so that two cannot remove each other. */
export async function lockAdmins(tx: Tx): Promise<void> {
  await lockName(tx, "auth.admins");
}

/** A person, whose row then stays as it is until the transaction ends. Errors: not_found. */
export async function lockPerson(tx: Tx, id: string) {
  const locked = isUuid(id)
    ? await tx.$executeRaw`SELECT 1 FROM "Person" WHERE "id" = ${id}::uuid FOR UPDATE`
    : 0;
  const person = locked === 1 ? await tx.person.findUnique({ where: { id } }) : null;
  if (!person) throw new AppError("not_found", "No such person.");
  return person;
}
export type StoredPerson = Awaited<ReturnType<typeof lockPerson>>;

/** Errors: conflict, if nobody but `personId` could still manage people. Needs `lockAdmins`. */
export async function assertAnotherAdmin(tx: Tx, personId: string): Promise<void> {
  const others = await tx.person.count({
    where: {
      id: { not: personId },
      roles: { has: "admin" },
      deactivatedAt: null,
      joinedAt: { not: null },
    },
  });
  if (others > 0) return;
  throw new AppError(
    "conflict",
    "This is the last active admin. Give the role to somebody who has joined, then try again.",
  );
}
