import { withDatabase } from "../postgres/connect.mjs";
import { runTypescript } from "../process/run-typescript.mjs";

/** Gives a demo the calls of its gateways, where it does not have all of them: they need a ledger that has begun. Errors: Refusal. */
export async function ensureDemoTraffic({ url, env, signal, say }) {
  if (await hasTraffic(url)) return;
  say("demo", "handing in 90 days of calls, which takes up to a minute");
  const sentence = "The calls of the demo company could not be handed in. The reason follows.";
  await runTypescript(["bin/seed-demo-traffic.ts"], { env, signal, sentence });
}

// What is counted last.
async function hasTraffic(url) {
  return withDatabase(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM "SourceDay" LIMIT 1');
    return rowCount > 0;
  });
}
