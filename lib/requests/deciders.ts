import "server-only";
import { type Permission, ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import type { read } from "@/lib/db/read";

/** Where people are read: outside a transaction `read()`, inside one the transaction itself. */
export type PeopleReader = Pick<ReturnType<typeof read>, "person">;

type Asked = {
  permission: string;
  requestedById: string;
  excludedIds: readonly string[];
  namedIds?: readonly string[];
};

const DECIDE: Permission = "request:decide"; // it takes that to decide anything at all
const DECIDERS_MAX = 500;

/** Ids of the active people who may decide a request, at most 500, oldest account first. */
export async function decidersOf(
  from: PeopleReader,
  { permission, requestedById, excludedIds, namedIds = [] }: Asked,
): Promise<string[]> {
  const named = namedIds.length > 0;
  const people = await from.person.findMany({
    where: {
      deactivatedAt: null,
      AND: [
        { roles: { hasSome: rolesThatHold(DECIDE) } },
        named ? { id: { in: [...namedIds] } } : { roles: { hasSome: rolesThatHold(permission) } },
      ],
    },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: DECIDERS_MAX,
  });
  return people
    .map(({ id }) => id)
    .filter((id) => id !== requestedById && !excludedIds.includes(id));
}

/** Of the people a wish names, those who can decide it; nobody where none of them can, so that it waits for the right. */
export async function ofThoseWhoMay(
  from: PeopleReader,
  namedIds: readonly string[],
  asked: Omit<Asked, "namedIds">,
): Promise<string[]> {
  if (namedIds.length === 0) return [];
  return decidersOf(from, { ...asked, namedIds });
}

/** Whom a request can be handed over to: whoever could decide it if nobody were named, and the people it names. */
export async function heirsOf(
  from: PeopleReader,
  { namedIds = [], ...asked }: Asked,
  heldById: string,
): Promise<string[]> {
  const [able, named] = await Promise.all([
    decidersOf(from, asked),
    ofThoseWhoMay(from, namedIds, asked),
  ]);
  return [...new Set([...named, ...able])].filter((id) => id !== heldById);
}

function rolesThatHold(permission: string): string[] {
  return ROLES.filter((role) => permissionsOf(role).some((held) => held === permission));
}
