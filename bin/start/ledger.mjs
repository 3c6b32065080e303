import { withDatabase } from "../postgres/connect.mjs";
import { runTypescript } from "../process/run-typescript.mjs";

const LOGS = 2;

/**
 * Begins the ledger of a new installation: keys, and the first entry of both logs. Answers `[{ log, vkey }]`, or null
 * where the database knows the keys of both already. Errors: Refusal.
 */
export async function ensureLedger({ url, env, signal }) {
  if (await isBegun(url)) return null;
  const sentence = "The ledger could not be begun. The reason follows.";
  const program = ["bin/ledger.ts", "init", "--json"];
  return JSON.parse(await runTypescript(program, { env, signal, sentence })).keys;
}

async function isBegun(url) {
  return withDatabase(url, async (client) => {
    const { rows } = await client.query("SELECT count(DISTINCT log)::int AS logs FROM ledger_vkey");
    return rows[0].logs >= LOGS;
  });
}
