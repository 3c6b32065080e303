import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { env } from "@/lib/core/env";
import { read, readRows, sql } from "@/lib/db/read";
import { installation } from "@/lib/settings/installation";
import type { Generator, Origin } from "./provenance";
import { software } from "./software";

const systemRow = z.object({
  database: z.string(),
  server: z.string(),
  schemaVersion: z.string().nullable(),
});

/** Where an export is made (IPE-02, IPE-03). Errors: unavailable, before the installation has a name. */
export async function originOfExports(): Promise<Origin> {
  const { id, organisation, demo } = await installation();
  const [system] = await readRows(
    systemRow,
    sql`SELECT current_database()::text AS database, current_setting('server_version') AS server,
               (SELECT max(migration_name) FROM _prisma_migrations
                WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS "schemaVersion"`,
  );
  if (!system) throw new Error("the database does not say what it is");
  return {
    organisation,
    installation: { id, environment: demo ? "DEMO" : "production" },
    systemOfRecord: {
      name: "Countersign",
      address: env().baseUrl,
      database: `${system.database} (PostgreSQL ${system.server})`,
      schemaVersion: system.schemaVersion ?? "unknown",
    },
    software: software(),
  };
}

const SIGN_IN: Readonly<Record<string, string>> = {
  password: "password",
  oidc: "single sign-on",
  demo: "demo sign-in without a password",
};

/** Who makes an export (IPE-06): a person with roles and sign-in method, or a machine by its name. */
export async function generatorOf(actor: Actor): Promise<Generator> {
  if (actor.kind === "person") {
    const names = await namesOf([actor.id]);
    return {
      kind: "person",
      id: actor.id,
      name: names.get(actor.id)?.name ?? "unknown",
      roles: [...actor.roles],
      signIn: await signInOf(actor.sessionId),
    };
  }
  const name = actor.kind === "token" ? await tokenName(actor.id) : actor.id;
  return { kind: actor.kind, id: actor.id, name, roles: [], signIn: actor.kind };
}

async function signInOf(sessionId: string | undefined): Promise<string> {
  if (sessionId === undefined) return "unknown";
  const session = await read().session.findUnique({
    where: { id: sessionId },
    select: { method: true },
  });
  return session ? (SIGN_IN[session.method] ?? session.method) : "unknown";
}

async function tokenName(id: string): Promise<string> {
  const token = await read().machineToken.findUnique({ where: { id }, select: { name: true } });
  return token?.name ?? "unknown";
}
