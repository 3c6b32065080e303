import { withDatabase } from "../postgres/connect.mjs";
import { runTypescript } from "../process/run-typescript.mjs";

/**
 * Gives a demo the calls of its gateways and its access reviews, where it does not have all of them: they need a ledger that has begun.
 * Errors: Refusal.
 */
export async function ensureDemoTraffic({ url, env, signal, say }) {
  if (await hasAll(url)) return;
  say(
    "demo",
    "handing in 90 days of calls and playing the access reviews, which takes a minute or two",
  );
  const sentence = "The calls of the demo company could not be handed in. The reason follows.";
  await runTypescript(["bin/seed-demo-traffic.ts"], { env, signal, sentence });
}

const REVIEWS = 3;

// Of the calls what is counted last, and of the reviews that somebody decided in the last.
async function hasAll(url) {
  return withDatabase(url, async (client) => {
    const { rows } = await client.query(
      'SELECT EXISTS (SELECT FROM "SourceDay") AS calls, (SELECT count(DISTINCT "reviewId")::int FROM "ReviewDecision") AS reviews',
    );
    const [{ calls, reviews }] = rows;
    return calls && reviews >= REVIEWS;
  });
}
