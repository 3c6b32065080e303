// Registered keys behind what calls name as their credential, in any case: the id first, then other names.
import "server-only";
import { z } from "zod";
import { read, readRows, sql } from "@/lib/db/read";

const found = z.object({
  id: z.string(),
  publicId: z.string(),
  names: z.array(z.string()),
  label: z.string(),
  agentId: z.string().nullable(),
  ownerId: z.string(),
  registeredAt: z.date(),
  activatedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type RegisteredKey = z.infer<typeof found>;

/** More keys than an installation registers. */
const KEYS_MAX = 20_000;

/** The registered keys behind these texts, by each text in lower case. */
export async function keysBehind(
  values: readonly (string | null)[],
): Promise<Map<string, RegisteredKey>> {
  const wanted = [...new Set(values.flatMap((one) => (one ? [one.toLowerCase()] : [])))];
  if (wanted.length === 0) return new Map();
  const keys = await readRows(
    found,
    sql`SELECT id::text AS id, "publicId", coalesce(names, '{}') AS names, label, "agentId"::text AS "agentId", "ownerId"::text AS "ownerId",
          "registeredAt", "activatedAt", "expiresAt", "revokedAt"
        FROM "Key" WHERE lower("publicId") = ANY(${wanted}::text[])
          OR EXISTS (SELECT FROM unnest(names) AS name WHERE lower(name) = ANY(${wanted}::text[]))
        ORDER BY id LIMIT ${KEYS_MAX}`,
  );
  return byNames(keys);
}

/** Everything that a registered key is called, in lower case. */
export async function namesOfKeys(): Promise<ReadonlySet<string>> {
  const keys = await read().key.findMany({
    select: { publicId: true, names: true },
    orderBy: { id: "asc" },
    take: KEYS_MAX,
  });
  return new Set(
    keys.flatMap(({ publicId, names }) => [publicId, ...names].map((name) => name.toLowerCase())),
  );
}

function byNames(keys: readonly RegisteredKey[]): Map<string, RegisteredKey> {
  const named = new Map<string, RegisteredKey>();
  const keep = (name: string, key: RegisteredKey) => {
    if (!named.has(name.toLowerCase())) named.set(name.toLowerCase(), key);
  };
  for (const key of keys) keep(key.publicId, key);
  for (const key of keys) for (const name of key.names) keep(name, key);
  return named;
}
