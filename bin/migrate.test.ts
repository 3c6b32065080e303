import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { assertSound, compare, isNewer, readMigrations } from "./migrate.mjs";

const FIRST = { name: "20260101000000_first", sql: "SELECT 1", checksum: "aa" };
const SECOND = { name: "20260201000000_second", sql: "SELECT 2", checksum: "bb" };

function row(name: string, more: object = {}) {
  return {
    migration_name: name,
    checksum: "aa",
    logs: null,
    finished_at: new Date(),
    rolled_back_at: null,
    ...more,
  };
}

test("migrations are read in the order of their names, with the checksum that Prisma notes", () => {
  const folder = mkdtempSync(join(tmpdir(), "migrations-"));
  for (const name of [SECOND.name, FIRST.name, "20260301000000_empty"])
    mkdirSync(join(folder, name));
  writeFileSync(join(folder, "migration_lock.toml"), "provider");
  writeFileSync(join(folder, SECOND.name, "migration.sql"), "SELECT 2;\n");
  writeFileSync(join(folder, FIRST.name, "migration.sql"), "SELECT 1;\n");
  expect(readMigrations(folder)).toEqual([
    {
      name: FIRST.name,
      sql: "SELECT 1;\n",
      checksum: "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd",
    },
    expect.objectContaining({ name: SECOND.name }),
  ]);
});

test("a fresh database lacks everything, one that is up to date nothing", () => {
  expect(compare([FIRST, SECOND], [])).toMatchObject({ pending: [FIRST, SECOND], unknown: [] });
  const state = compare([FIRST], [row(FIRST.name)]);
  expect(state).toEqual({ pending: [], unknown: [], edited: [], failed: [] });
  expect(() => assertSound(state)).not.toThrow();
});

test("a database that has been through unknown migrations is newer than the build", () => {
  const state = compare([FIRST], [row(FIRST.name), row("20990101000000_later")]);
  expect(isNewer(state)).toBe(true);
  expect(() => assertSound(state)).toThrow(
    "This database belongs to a newer Countersign: it has been through 20990101000000_later",
  );
});

test("a migration that was edited after it was applied is refused", () => {
  const state = compare([{ ...FIRST, checksum: "cc" }], [row(FIRST.name)]);
  expect(state.edited).toEqual([FIRST.name]);
  expect(() => assertSound(state)).toThrow(`${FIRST.name} was edited after it was applied`);
});

test("a failed migration stops everything until somebody has resolved it", () => {
  const failed = row(SECOND.name, {
    finished_at: null,
    logs: "division by zero\n   0: schema_engine::apply\n   1: main",
  });
  const state = compare([FIRST, SECOND], [row(FIRST.name), failed]);
  expect(() => assertSound(state)).toThrow(
    `${SECOND.name} failed on this database before: division by zero. Mend the cause, then run \`node bin/prisma.mjs migrate resolve --rolled-back ${SECOND.name}\` and start again.`,
  );
  const resolved = compare(
    [FIRST, SECOND],
    [row(FIRST.name), { ...failed, rolled_back_at: new Date() }],
  );
  expect(resolved).toMatchObject({ pending: [SECOND], failed: [] });
});
