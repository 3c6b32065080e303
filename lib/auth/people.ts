import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { type Actor, authorize } from "./actor";
import { isRole, type Role } from "./permissions";

/** How a person is shown. Of an erased one only the beginning of the id is left. */
export type PersonName = { id: string; name: string; title: string };

const PICKER_MAX = 5_000;
const SEARCH_MAX = 20;

/** The names behind ids, in one read. Ids of jobs, guests and strangers are left out of the answer. */
export async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, PersonName>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null).filter(isUuid);
  if (wanted.length === 0) return new Map();
  const people = await read().person.findMany({
    where: { id: { in: wanted } },
    select: { id: true, identity: { select: { name: true, title: true } } },
    take: wanted.length,
  });
  return new Map(people.map(({ id, identity }) => [id, { id, ...(identity ?? erased(id)) }]));
}

/** What stands in the place of an erased person's name and title. */
export function erased(id: string): { name: string; title: string } {
  return { name: `Erased person ${id.slice(0, 8)}`, title: "" };
}

/** People who can be chosen: not deactivated, by name, at most 5,000. The invited count: an owner may be named before they first sign in. */
export async function listActivePeople(): Promise<
  (PersonName & { email: string; roles: Role[] })[]
> {
  const people = await read().personIdentity.findMany({
    where: { person: { deactivatedAt: null } },
    select: {
      personId: true,
      name: true,
      title: true,
      email: true,
      person: { select: { roles: true } },
    },
    orderBy: [{ name: "asc" }, { personId: "asc" }],
    take: PICKER_MAX,
  });
  return people.map(({ personId, person, ...shown }) => ({
    id: personId,
    ...shown,
    roles: person.roles.filter(isRole),
  }));
}

/** The active people behind e-mail addresses: lower-case address → id. Unknown ones are left out. */
export async function peopleByEmail(emails: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(emails.map((email) => email.trim().toLowerCase()))];
  if (wanted.length === 0) return new Map();
  const people = await read().personIdentity.findMany({
    where: { email: { in: wanted }, person: { deactivatedAt: null } },
    select: { email: true, personId: true },
    take: wanted.length,
  });
  return new Map(people.map(({ email, personId }) => [email, personId]));
}

/** Whether a person can be named in a record that is being written. Asked inside its transaction. */
export async function isActivePerson(tx: Tx, id: string): Promise<boolean> {
  return isUuid(id) && (await tx.person.count({ where: { id, deactivatedAt: null } })) === 1;
}

/** People whose name or e-mail address holds the text, by name, at most 20. Errors: forbidden. */
export async function searchPeople(actor: Actor, q: string) {
  authorize(actor, "person:read");
  const text = q.trim();
  if (text === "") return [];
  const found = await read().personIdentity.findMany({
    where: {
      OR: [
        { name: { contains: text, mode: "insensitive" } },
        { email: { contains: text, mode: "insensitive" } },
      ],
    },
    select: { personId: true, name: true, title: true, email: true },
    orderBy: [{ name: "asc" }, { personId: "asc" }],
    take: SEARCH_MAX,
  });
  return found.map(({ personId, ...shown }) => ({ id: personId, ...shown }));
}
