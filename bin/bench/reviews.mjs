// `npm run bench -- reviews [--lines N]`: a review of 5,000 lines that one person decides, and its PDF.
import { parseArgs } from "node:util";
import pg from "pg";
import { Refusal } from "../process/refusal.mjs";
import { withTemporaryDemo } from "../start/temporary-demo.mjs";
import { machine, percentile, table } from "./machine.mjs";
import { measureDecide } from "./reviews/decide.mjs";
import { fillReview } from "./reviews/fill.mjs";
import { measurePrint, PDF_TARGET_MS } from "./reviews/print.mjs";
import { Visitor } from "./visitor.mjs";

const INTERACTIVE_MS = 1_000;
const SAVE_MS = 100;
const SCRIPT_KB = 170;
const USAGE = "Usage: npm run bench -- reviews [--lines N]";

/** The decide screen in a browser: until it can be used, from key to saved, and each save in the server. */
export async function run(args = []) {
  const lines = linesOf(args);
  await withTemporaryDemo(async ({ url, address }) => {
    const people = await somebody(url);
    const reviewId = await fillReview(url, { lines, ...people, now: new Date() });
    const path = `/access-reviews/${reviewId}/decide`;
    const visitor = new Visitor(address);
    await visitor.signIn(people.personId);
    const { html } = await visitor.open(path); // the first visit compiles and warms
    const script = (await visitor.scriptBytes(html)) / 1_000;
    const seen = await measureDecide({ address, personId: people.personId, path });
    console.log(`${machine()}; ${lines.toLocaleString("en")} lines of one reviewer`);
    console.log(
      `Targets: usable in ≤ ${INTERACTIVE_MS} ms, each save ≤ ${SAVE_MS} ms (p95) in the server, script ≤ ${SCRIPT_KB} kB.\n`,
    );
    console.log(
      table(
        ["what", "times", "p50 ms", "p95 ms"],
        [
          rowOf("visit until usable", seen.interactive, INTERACTIVE_MS),
          rowOf("a key until the next line stands", seen.keys),
          rowOf("a save, asked over HTTP", seen.saves, SAVE_MS),
        ],
      ),
    );
    console.log(`\nScript of the page: ${script.toFixed(0)} kB; its lines: ${seen.kilobytes} kB.`);
  });
  await printed(lines);
}

/** What a pack takes longest for, in a process of its own. */
async function printed(lines) {
  const { pdfMs, pdfBytes, tableMs, tableBytes } = await measurePrint({ lines, now: new Date() });
  const row = (what, ms, bytes) => [what, ms.toFixed(0), (bytes / 1_000).toFixed(0)];
  console.log(`\nTarget: the PDF of it in ≤ ${PDF_TARGET_MS} ms.\n`);
  console.log(
    table(
      ["what", "ms", "kB"],
      [row("review.pdf", pdfMs, pdfBytes), row("snapshot.csv", tableMs, tableBytes)],
    ),
  );
}

function rowOf(what, times, target = Number.POSITIVE_INFINITY) {
  const late = percentile(times, 0.95);
  const mark = late > target ? " (missed)" : "";
  return [what, times.length, percentile(times, 0.5).toFixed(0), late.toFixed(0) + mark];
}

async function somebody(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const holding = async (role) => {
    const { rows } = await client.query(
      `SELECT id FROM "Person" WHERE $1 = ANY (roles) AND NOT 'admin' = ANY (roles) AND "deactivatedAt" IS NULL ORDER BY id LIMIT 1`,
      [role],
    );
    return rows[0].id;
  };
  try {
    return { personId: await holding("risk-owner"), ownerId: await holding("compliance") };
  } finally {
    await client.end();
  }
}

function linesOf(args) {
  try {
    const { values } = parseArgs({ args, options: { lines: { type: "string" } } });
    const lines = Number(values.lines ?? 5_000);
    if (!Number.isInteger(lines) || lines < 20) throw new Error(`${values.lines} is no count`);
    return lines;
  } catch (error) {
    throw new Refusal(`${error.message}. ${USAGE}`, { cause: error });
  }
}
