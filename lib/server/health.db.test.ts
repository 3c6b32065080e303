import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { health } from "./health";

test("a migrated database is ok, and nothing secret is said", async () => {
  const reply = await health();
  expect(reply).toEqual({
    web: "ok",
    database: "ok",
    ledger: { store: "ok", sealer: "not begun", lagSeconds: 0 },
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

test("a database that a newer version has been at is not ok", async () => {
  await db().$executeRaw`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
    VALUES ('health-test', '', '99990101000000_later', now())`;
  try {
    expect((await health()).database).toBe("newer than this version");
  } finally {
    await db().$executeRaw`DELETE FROM _prisma_migrations WHERE id = 'health-test'`;
  }
});

test("a database that lacks a migration is not ok", async () => {
  await db()
    .$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_init'`;
  try {
    expect((await health()).database).toBe("not migrated");
  } finally {
    await db()
      .$executeRaw`UPDATE _prisma_migrations SET finished_at = now() WHERE migration_name LIKE '%_init'`;
  }
});
