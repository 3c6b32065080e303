import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";

const LISTED_MAX = 10_000;

/** The person that --id or --email names. Errors: invalid_input, not_found. */
export async function findPerson({ id, email }: { id?: string; email?: string }) {
  if ((id === undefined) === (email === undefined)) {
    throw new AppError("invalid_input", "Say who: either --email or --id.");
  }
  if (id !== undefined && !isUuid(id))
    throw new AppError("invalid_input", "--id: This is not an id.");
  const person = await read().person.findFirst({
    where: id === undefined ? { identity: { email: (email ?? "").trim().toLowerCase() } } : { id },
    select: { id: true, version: true, joinedAt: true },
  });
  if (!person) throw new AppError("not_found", "There is no such person.");
  return { id: person.id, version: person.version, joined: person.joinedAt !== null };
}

/** Everybody whose identity was not erased, by name. */
export async function listPeople() {
  const people = await read().personIdentity.findMany({
    select: {
      personId: true,
      name: true,
      email: true,
      title: true,
      person: { select: { roles: true, joinedAt: true, deactivatedAt: true } },
    },
    orderBy: [{ name: "asc" }, { personId: "asc" }],
    take: LISTED_MAX,
  });
  return people.map(({ personId, person, ...identity }) => ({
    id: personId,
    ...identity,
    roles: person.roles,
    status: statusOf(person),
  }));
}

function statusOf({
  joinedAt,
  deactivatedAt,
}: {
  joinedAt: Date | null;
  deactivatedAt: Date | null;
}) {
  if (deactivatedAt) return "deactivated";
  return joinedAt ? "active" : "invited";
}
