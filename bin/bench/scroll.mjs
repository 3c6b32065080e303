import pg from "pg";
import { withTemporaryDemo } from "../start/temporary-demo.mjs";
import { machine, percentile, table } from "./machine.mjs";
import { fillAccess } from "./matrix/fill.mjs";
import { measureScroll } from "./matrix/scroll.mjs";
import { Visitor } from "./visitor.mjs";

const GRANTS = 200_000;
const ROUNDS = 30;
const TARGET_MS = 300;
const PAGES = [
  "/access-matrix",
  "/access-matrix?flag=dormant&environment=production",
  "/access-matrix?view=list&sort=flags&dir=desc",
  "/access-matrix/compare",
];

/** The heat map of 500 keys and 2,000 operations in a browser: frames lost while it scrolls through all of it. Reported, not judged. */
export async function run() {
  await withTemporaryDemo(async ({ url, address }) => {
    const say = (text) => console.error(text);
    await fillAccess(url, { grants: GRANTS, lines: GRANTS, now: new Date(), say });
    const personId = await somebody(url);
    const visitor = new Visitor(address);
    await visitor.signIn(personId);
    const rows = [];
    for (const path of PAGES) rows.push(await timed(visitor, path));
    const seen = await measureScroll({ address, personId });
    console.log(`${machine()}; ${GRANTS} grants and enforced lines, ${ROUNDS} requests a page`);
    console.log(`Target: p95 ≤ ${TARGET_MS} ms in the server, no lost frames on a free machine.\n`);
    console.log(table(["page", "p50 ms", "p95 ms", "script kB"], rows));
    console.log(
      `\n${table(["rows", "operations", "stands after ms", "frames", "p50 ms", "p95 ms", "longest ms", "lost"], [frameRow(seen)])}`,
    );
  });
}

async function timed(visitor, path) {
  const { html } = await visitor.open(path); // the first visit reads the facts into memory
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push((await visitor.open(path)).ms);
  const script = (await visitor.scriptBytes(html)) / 1000;
  return [
    path,
    ...[0.5, 0.95].map((share) => percentile(times, share).toFixed(0)),
    script.toFixed(0),
  ];
}

function frameRow({ rows, columns, standsMs, frames, p50, p95, longest, lost }) {
  const ms = [p50, p95, longest].map((time) => time.toFixed(1));
  return [rows, columns, standsMs.toFixed(0), frames, ...ms, lost];
}

async function somebody(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT id FROM "Person" WHERE 'compliance' = ANY (roles) AND "deactivatedAt" IS NULL ORDER BY id LIMIT 1`,
    );
    return rows[0].id;
  } finally {
    await client.end();
  }
}
