import { expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { ledgerPool } from "./pool";

test("a connection that is cut while somebody holds it is an error of that somebody, not the end of the process", async () => {
  const told: Error[] = [];
  const cut = Promise.withResolvers<void>();
  const pool = ledgerPool(env().DATABASE_URL, (error) => {
    told.push(error);
    cut.resolve();
  });
  const held = await pool.connect();
  const { rows } = await held.query("SELECT pg_backend_pid() AS pid");
  await pool.query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
  await cut.promise;
  expect(told[0]?.message).toContain("terminating connection");
  await expect(held.query("SELECT 1")).rejects.toThrow();
  held.release(true);
  expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  await pool.end();
});
