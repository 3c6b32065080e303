import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import type { Tx } from "@/lib/change-log/transact";

type Asked = {
  permission: string;
  requestedById: string;
  excludedIds: readonly string[];
  namedIds?: readonly string[];
};

/** Ids of the active people who may decide a request, at most 500, oldest account first. */
export async function decidersOf(
  tx: Tx,
  { permission, requestedById, excludedIds, namedIds = [] }: Asked,
): Promise<string[]> {
  const people = await tx.person.findMany({
    where: {
      deactivatedAt: null,
      ...(namedIds.length > 0
        ? { id: { in: [...namedIds] } }
        : { roles: { hasSome: rolesThatHold(permission) } }),
    },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return people
    .map(({ id }) => id)
    .filter((id) => id !== requestedById && !excludedIds.includes(id));
}

function rolesThatHold(permission: string): string[] {
  return ROLES.filter((role) => permissionsOf(role).some((held) => held === permission));
}
