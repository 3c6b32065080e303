import "server-only";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readRows, sql } from "@/lib/db/read";
import { software } from "@/lib/exports/software";
import { alarmsOf } from "@/lib/ledger-store/alarms";
import type { LedgerHealth } from "@/lib/ledger-store/view";
import { ledgerHealth } from "./ledger-health";

export type DatabaseHealth = "ok" | "unreachable" | "not migrated" | "newer than this version";
/** `sealer`: the worst that is known of it. `lagSeconds`: how long the oldest entry has waited for a checkpoint. */
export type LedgerReply = {
  store: "ok" | "failing" | "unknown";
  sealer: "ok" | "behind" | "not seen" | "halted" | "not begun" | "unknown";
  lagSeconds: number | null;
};
export type Health = { web: "ok"; database: DatabaseHealth; ledger: LedgerReply; version: string };

const PATIENCE_MS = 2_000;

/** Whether this installation can serve: says no secret, so that a balancer may ask without signing in. */
export async function health(): Promise<Health> {
  const database = await databaseHealth();
  const ledger = database === "ok" ? await ledgerReply() : UNKNOWN;
  return { web: "ok", database, ledger, version: software().version };
}

const UNKNOWN: LedgerReply = { store: "unknown", sealer: "unknown", lagSeconds: null };

async function ledgerReply(): Promise<LedgerReply> {
  const found = await ledgerHealth().catch(() => null); // the database went away meanwhile
  if (found === null) return UNKNOWN;
  return {
    store: found.store === "" ? "ok" : "failing",
    sealer: sealerOf(found),
    lagSeconds: Math.max(...found.logs.map(({ lagSeconds }) => lagSeconds)),
  };
}

function sealerOf(found: LedgerHealth): LedgerReply["sealer"] {
  const kinds = alarmsOf(found).map(({ kind }) => kind);
  if (kinds.includes("halted")) return "halted";
  if (kinds.includes("not-begun")) return "not begun";
  if (kinds.includes("unseen")) return "not seen";
  return kinds.includes("behind") ? "behind" : "ok";
}

async function databaseHealth(): Promise<DatabaseHealth> {
  const late = new Promise<"unreachable">((resolve) => {
    setTimeout(() => resolve("unreachable"), PATIENCE_MS).unref();
  });
  const asked = appliedMigrations().then(compared, () => "unreachable" as const);
  return Promise.race([asked, late]);
}

async function appliedMigrations(): Promise<string[]> {
  const [table] = await readRows(
    z.object({ there: z.boolean() }),
    sql`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  if (!table?.there) return [];
  const rows = await readRows(
    z.object({ name: z.string() }),
    sql`SELECT migration_name AS name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  return rows.map(({ name }) => name);
}

function compared(applied: readonly string[]): DatabaseHealth {
  const shipped = shippedMigrations();
  if (shipped.some((name) => !applied.includes(name))) return "not migrated";
  return applied.some((name) => !shipped.includes(name)) ? "newer than this version" : "ok";
}

function shippedMigrations(): string[] {
  return readdirSync(join(process.cwd(), "prisma", "migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
