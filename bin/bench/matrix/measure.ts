// The questions of the matrix, asked as its pages ask them, one after another.
import { factStore } from "@/lib/access-matrix/matrix/facts";
import { ALL_CELLS, type MatrixFilter } from "@/lib/access-matrix/matrix/matrix-view";
import {
  compareAt,
  getCell,
  listCells,
  matrixAt,
  matrixCells,
} from "@/lib/access-matrix/matrix/queries-matrix";
import type { Actor } from "@/lib/auth/actor";
import { answerOnce } from "../ledger/worker";
import { touchCall, touchGrant } from "./touch";

type Wish = { readonly now: string; readonly rounds: number };
type Once = { readonly name: string; readonly ms: number };
type Often = { readonly name: string; readonly found: number; readonly ms: readonly number[] };
type Asked = readonly [name: string, ask: (round: number) => Promise<number>];

const DAY = 86_400_000;
const MEGABYTE = 2 ** 20;
const officer: Actor = { kind: "job", id: "bench", grants: ["matrix:read", "matrix:read-all"] };
const LIST = { page: 1, pageSize: 50, sort: "used", dir: "desc" } as const;

/** The filters of the page. */
const FILTERS: Readonly<Record<string, Partial<MatrixFilter>>> = {
  none: {},
  "agent, the busiest": { agent: "agent-1" },
  "a key": { key: "key-0" },
  "a server": { server: "server-17" },
  "operations by a part of their name": { operation: "tool-17" },
  production: { environment: "production" },
  "a class of access": { access: "write" },
  "a data class": { dataClass: "personal" },
  "used, not granted": { flag: "used-not-granted" },
  dormant: { flag: "dormant" },
  "without approval": { flag: "without-approval" },
  "what is used": { state: "used" },
  "a part of any name": { q: "number 17" },
  "several at once": { environment: "production", access: "read", flag: "enforced-not-granted" },
  "nothing matches": { q: "nothing is called so" },
};

await answerOnce(async ({ now, rounds }: Wish) => {
  const end = new Date(now);
  const ago = (days: number) => new Date(end.getTime() - days * DAY);
  const wish = (filter: Partial<MatrixFilter>, asOf = end, days = 90) => ({
    ...{ asOf, days, filter: { ...ALL_CELLS, ...filter } },
  });
  const first = async () => (await matrixAt(officer, wish({}))).totals.cells;
  const once: Once[] = [await timed("cold: everything read for the first page", first)];
  const old = async () => (await matrixAt(officer, wish({}, ago(60)))).totals.cells;
  once.push(await timed("first page as of 60 days ago: older days are read", old));
  // Each instant is another one, so that nothing is answered out of memory.
  const later = (round: number, days = 0) => new Date(ago(days).getTime() + round + 1);
  const page = async (filter: Partial<MatrixFilter>, round: number, days = 0) =>
    (await matrixAt(officer, wish(filter, later(round, days)))).totals.cells;
  const cell = await firstCell(end);
  const asked: Asked[] = [
    ...Object.entries(FILTERS).map(
      ([name, filter]): Asked => [`page: ${name}`, (round) => page(filter, round)],
    ),
    ...[3.3, 30.5, 60.7, 80.2].map(
      (days): Asked => [`page as of ${days} days ago`, (round) => page({}, round, days)],
    ),
    ["page as of another past day each time", (round) => page({}, round, 5.5 + round)],
    [
      "page, use of 7 days",
      async (round) => (await matrixAt(officer, wish({}, later(round), 7))).totals.cells,
    ],
    [
      "bytes of the picture",
      async (round) => (await matrixCells(officer, wish({}, later(round)))).length,
    ],
    [
      "list by use",
      async (round) => (await listCells(officer, { ...wish({}, later(round)), ...LIST })).total,
    ],
    [
      "the story of a cell",
      async (round) =>
        (await getCell(officer, { ...cell, asOf: later(round), days: 90 })).grants.length,
    ],
    [
      "two instants compared, 30 days apart",
      async (round) => {
        const { filter, days } = wish({});
        const between = { from: later(round, 30.5), to: later(round), days, filter };
        return (await compareAt(officer, { ...between, page: 1, pageSize: 50 })).total;
      },
    ],
  ];
  const often: Often[] = [];
  for (const [name, ask] of asked) often.push(await timedOften(name, ask, rounds));
  await touchGrant();
  once.push(await timed("first page after a grant changed", () => page({}, 1)));
  await touchCall(end);
  factStore().usage.hurry();
  once.push(await timed("first page after calls of a day came", () => page({}, 2)));
  return { once, often, memory: Math.round(process.memoryUsage().rss / MEGABYTE) };
});

/** The busiest cell. */
async function firstCell(asOf: Date) {
  const { rows } = await listCells(officer, { asOf, days: 90, filter: ALL_CELLS, ...LIST });
  const [busiest] = rows;
  if (!busiest) throw new Error("the matrix is empty");
  return { row: busiest.row, column: busiest.column, environment: busiest.environment };
}

async function timed(name: string, ask: () => Promise<number>): Promise<Once> {
  const from = performance.now();
  const found = await ask();
  const ms = performance.now() - from;
  console.error(name, found, Math.round(ms));
  return { name, ms };
}

async function timedOften(
  name: string,
  ask: (round: number) => Promise<number>,
  rounds: number,
): Promise<Often> {
  let found = await ask(-1); // the first one warms what it needs
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    found = await ask(round);
    ms.push(performance.now() - from);
  }
  console.error(name, found, ms.map(Math.round).join(" "));
  return { name, found, ms };
}
