import "server-only";
import { z } from "zod";
import { read, readRows, sql } from "@/lib/db/read";
import { type Actor, authorize } from "./actor";
import type { PersonStatus } from "./labels";
import type { Role } from "./permissions";

/** By what the list of people can be sorted. Those who never signed in come first in `signedIn`. */
export const PEOPLE_SORTS = ["name", "email", "joined", "signedIn"] as const;

export type PeopleQuery = {
  q: string;
  status: PersonStatus | null;
  role: Role | null;
  sort: (typeof PEOPLE_SORTS)[number];
  dir: "asc" | "desc";
  page: number;
  pageSize: number;
};

const listed = z.object({
  id: z.string(),
  name: z.string().nullable(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  roles: z.array(z.string()),
  joinedAt: z.date().nullable(),
  deactivatedAt: z.date().nullable(),
  lastSignInAt: z.date().nullable(),
  passkeys: z.number(),
});
export type ListedPerson = z.infer<typeof listed>;

const ORDER = {
  name: { asc: sql`lower(i."name") ASC NULLS LAST`, desc: sql`lower(i."name") DESC NULLS LAST` },
  email: { asc: sql`i."email" ASC NULLS LAST`, desc: sql`i."email" DESC NULLS LAST` },
  joined: { asc: sql`p."joinedAt" ASC NULLS LAST`, desc: sql`p."joinedAt" DESC NULLS LAST` },
  signedIn: { asc: sql`"lastSignInAt" ASC NULLS FIRST`, desc: sql`"lastSignInAt" DESC NULLS LAST` },
} as const;

const STATUS = {
  active: sql`p."deactivatedAt" IS NULL AND p."joinedAt" IS NOT NULL`,
  invited: sql`p."deactivatedAt" IS NULL AND p."joinedAt" IS NULL`,
  deactivated: sql`p."deactivatedAt" IS NOT NULL`,
} as const satisfies Record<PersonStatus, unknown>;

/** One page of the people, with how many match and how many may sign in at all. Errors: forbidden. */
export async function listPeople(actor: Actor, query: PeopleQuery) {
  authorize(actor, "person:read");
  const { sort, dir, page, pageSize } = query;
  const where = whereOf(query);
  const [people, [count], active] = await Promise.all([
    readRows(
      listed,
      sql`SELECT p."id"::text, i."name", i."title", i."email", p."roles", p."joinedAt",
          p."deactivatedAt", s."lastSignInAt", k."passkeys"
        FROM "Person" p
        LEFT JOIN "PersonIdentity" i ON i."personId" = p."id"
        LEFT JOIN LATERAL (
          SELECT max("startedAt") AS "lastSignInAt" FROM "Session" WHERE "personId" = p."id"
        ) s ON true
        LEFT JOIN LATERAL (
          SELECT count(*)::int AS "passkeys" FROM "Passkey"
          WHERE "personId" = p."id" AND "revokedAt" IS NULL
        ) k ON true
        WHERE ${where} ORDER BY ${ORDER[sort][dir]}, p."id"
        LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
    ),
    readRows(
      z.object({ total: z.number() }),
      sql`SELECT count(*)::int AS total FROM "Person" p
        LEFT JOIN "PersonIdentity" i ON i."personId" = p."id" WHERE ${where}`,
    ),
    read().person.count({ where: { deactivatedAt: null } }),
  ]);
  return { people, total: count?.total ?? 0, active };
}

function whereOf({ q, status, role }: PeopleQuery) {
  const text = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const named = sql`(i."name" ILIKE ${text} OR i."email" ILIKE ${text} OR i."title" ILIKE ${text})`;
  const searched = q === "" ? sql`true` : named;
  const inStatus = status ? STATUS[status] : sql`true`;
  const inRole = role ? sql`${role} = ANY(p."roles")` : sql`true`;
  return sql`${searched} AND ${inStatus} AND ${inRole}`;
}
