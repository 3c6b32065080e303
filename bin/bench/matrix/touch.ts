// What happens between two pages, written as somebody behind the application would.
import pg from "pg";
import { env } from "@/lib/core/env";

/** Another purpose for one of all grants. */
export async function touchGrant(): Promise<void> {
  await run(
    `UPDATE "Grant" SET purpose = 'Touched' WHERE id = (SELECT id FROM "Grant" ORDER BY id LIMIT 1)`,
  );
}

/** One more entry of the ledger counts as read: the day of the last call is another one. */
export async function touchCall(end: Date): Promise<void> {
  await run(
    `INSERT INTO ledger_usage_mark (log, counted)
     SELECT 'calls', max(idx) + 1 FROM ledger_calls WHERE ts >= $1::timestamptz - interval '1 day'
     ON CONFLICT (log) DO UPDATE SET counted = excluded.counted`,
    [end.toISOString()],
  );
}

async function run(text: string, values: readonly string[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  try {
    await client.query(text, [...values]);
  } finally {
    await client.end();
  }
}
