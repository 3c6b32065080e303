import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import type { Tx } from "@/lib/change-log/transact";

/** The ids of everybody who prepares reviews: at most 500, those who joined first. */
export async function preparers(tx: Tx): Promise<string[]> {
  const people = await tx.person.findMany({
    where: {
      deactivatedAt: null,
      roles: { hasSome: ROLES.filter((role) => permissionsOf(role).includes("review:prepare")) },
    },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return people.map(({ id }) => id);
}
