// `npm run bench -- pages`, `-- ledger`, `-- ingest`, `-- activity`, `-- matrix`, `-- scroll`, `-- reviews`: measures what has a target (BENCHMARKS.md) on this machine, beside its baselines.
import { ensureInstalled } from "../install.mjs";
import { continuesOnPinnedNode } from "../process/pinned-node.mjs";
import { Refusal, runProgram } from "../process/refusal.mjs";

const BENCHES = {
  pages: "./pages.mjs",
  ledger: "./ledger.mjs",
  ingest: "./ingest.mjs",
  activity: "./activity.mjs",
  matrix: "./matrix.mjs",
  scroll: "./scroll.mjs",
  reviews: "./reviews.mjs",
};

const TAKES_NONE = ["pages", "scroll"];

await runProgram(async () => {
  const [name = "", ...more] = process.argv.slice(2);
  if (!(name in BENCHES) || (more.length > 0 && TAKES_NONE.includes(name))) {
    throw new Refusal(`Say what to measure: npm run bench -- ${Object.keys(BENCHES).join(" | ")}`);
  }
  await ensureInstalled({ say: (part, text) => console.error(`${part}: ${text}`) });
  if (await continuesOnPinnedNode()) return;
  const { run } = await import(BENCHES[name]);
  await run(more);
});
