import { expect, test } from "vitest";
import {
  agent,
  ago,
  call,
  factsOf,
  grant,
  key,
  line,
  operation,
  type Planted,
  server,
  source,
} from "../testing/matrix-facts";
import { decodeCells, encodeCells, findCell, flagBit } from "./cells-view";
import { cellView, freshnessOf } from "./describe";
import { evaluate } from "./evaluate";
import { drawnCells, headOf } from "./head";
import { indexOf, type MatrixIndex } from "./matrix-index";
import { ALL_CELLS, FLAGS, type MatrixFilter } from "./matrix-view";
import { select } from "./select";
import { sortedCells } from "./sorted";

const registry = {
  keys: [key("a", { names: ["Alias"] }), key("b", { environment: "staging" })],
  agents: [agent("bot")],
  servers: [
    server("db", {
      places: [
        { environment: "production", names: ["db"] },
        { environment: "staging", names: ["db-staging"] },
      ],
    }),
  ],
  operations: [operation("db.read"), operation("db.write", { access: "write" })],
};
const AT = { asOf: ago(0), days: 30, dormantDays: 90, staleHours: 24 };

const indexed = (planted: Planted, older?: MatrixIndex) =>
  indexOf(factsOf({ registry, sources: [source()], ...planted }), older);

function cellsOf(index: MatrixIndex, filter: Partial<MatrixFilter> = {}) {
  const matrix = evaluate(index, AT);
  const { cells } = select(matrix, { ...ALL_CELLS, ...filter }, () => true);
  return [...cells].map((cell) => cellView(matrix, cell));
}

const namesOf = (cells: ReturnType<typeof cellsOf>) =>
  cells.map(({ row, column, environment }) => `${row} ${column} ${environment}`);

test("names are known whatever their case, and the place of a server says where a call was", () => {
  const calls = [
    call("ALIAS", "db.READ", 1),
    call("pk-A", "db.read", 2),
    call("pk-b", "db-staging.read", 1, { server: "DB-Staging", environment: "" }),
    call("", "db.read", 1, { agent: "THE BOT" }),
    call("who", "db.read", 1, { agent: "what" }),
  ];
  expect(
    cellsOf(indexed({ calls })).map(({ row, environment, used }) => [row, environment, used]),
  ).toEqual([
    ["key:a", "production", 2],
    ["key:b", "staging", 1],
    ["agent:bot", "production", 1],
    ["unknown:who", "production", 1],
  ]);
});

test("a line for everything is each operation registered at the time, and never lost", () => {
  const lines = [
    line("pk-a", "db.*"),
    line("pk-b", "*.re*", { environment: "*" }),
    line("pk-a", "gone.*"),
  ];
  expect(namesOf(cellsOf(indexed({ lines }))).sort()).toEqual([
    "key:a op:db.read production",
    "key:a op:db.write production",
    "key:a unregistered:gone/* production",
    "key:b op:db.read production",
    "key:b op:db.read staging",
  ]);
});

test("an index that took over an older one says what a new one says", () => {
  const first = indexed({ grants: [grant("a", "db.read")], calls: [call("pk-a", "db.read", 1)] });
  const facts = factsOf({
    registry,
    sources: [source()],
    grants: [grant("a", "db.read"), grant("b", "db.write", { environment: "staging" })],
    lines: [line("pk-b", "db.write", { environment: "staging" })],
    calls: [call("pk-a", "db.read", 1), call("pk-b", "db.write", 1, { environment: "staging" })],
  });
  const second = { ...facts, registry: first.facts.registry };
  expect(cellsOf(indexOf(second, first))).toEqual(cellsOf(indexOf(second)));
});

test("what is newer than the instant, or older than the period, does not count", () => {
  const calls = [
    call("pk-a", "db.read", 31),
    call("pk-a", "db.read", 30),
    call("pk-a", "db.read", -1),
  ];
  const grants = [grant("a", "db.read", { from: ago(0), until: ago(-1) })];
  expect(cellsOf(indexed({ calls, grants }))).toMatchObject([{ used: 1, granted: true }]);
  const before = evaluate(indexed({ grants }), { ...AT, asOf: ago(0) - 1 });
  expect(before.present).toHaveLength(0);
  const after = evaluate(indexed({ grants }), { ...AT, asOf: ago(-1) });
  expect(after.granted.includes(1)).toBe(false);
});

test("renewed grants are one time, and a break begins it anew", () => {
  const renewed = [
    grant("a", "db.read", { id: "1", from: ago(100), until: ago(50) }),
    grant("a", "db.read", { id: "2", from: ago(50), until: null }),
    grant("a", "db.write", { id: "3", from: ago(100), until: ago(50) }),
    grant("a", "db.write", { id: "4", from: ago(49), until: null }),
  ];
  const flags = cellsOf(indexed({ grants: renewed })).map((cell) => [
    cell.column,
    cell.flags.includes("dormant"),
  ]);
  expect(flags).toEqual([
    ["op:db.read", true],
    ["op:db.write", false],
  ]);
});

test("nothing is judged dormant before the ledger is old enough", () => {
  const grants = [grant("a", "db.read")];
  expect(cellsOf(indexed({ grants, trackedFrom: ago(89) }))[0]?.flags).not.toContain("dormant");
  expect(cellsOf(indexed({ grants, trackedFrom: ago(90) }))[0]?.flags).toContain("dormant");
});

test("where no source spoke lately nothing is equal, whatever stands in its policy", () => {
  const grants = [grant("a", "db.read")];
  const stale = { grants, lines: [line("pk-a", "db.read")], sources: [source("gw", 300, 2)] };
  expect(cellsOf(indexed(stale))).toMatchObject([{ enforced: "unknown", granted: true }]);
  expect(cellsOf(indexed({ ...stale, sources: [] }))).toMatchObject([{ enforced: "unknown" }]);
  expect(cellsOf(indexed({ ...stale, sources: [source("gw", 300, 1)] }))).toMatchObject([
    { enforced: "yes" },
  ]);
});

test("G5: a call that names the agent and no key may have been any of its keys: it is no unapproved use, and none of them is idle", () => {
  const keys = [key("a"), key("c"), key("b", { environment: "staging" })];
  const grants = [
    grant("a", "db.read", { from: ago(200) }),
    grant("a", "db.write", { from: ago(200) }),
  ];
  const calls = [
    call("", "db.read", 3, { agent: "bot" }),
    call("", "db.gone", 1, { agent: "bot" }),
  ];
  const planted = { registry: { ...registry, keys }, grants, calls };
  const flags = cellsOf(indexed(planted)).map((cell) => [cell.row, cell.column, cell.flags]);
  expect(flags).toEqual([
    ["key:a", "op:db.read", ["enforcement-unknown"]],
    ["key:a", "op:db.write", ["dormant", "enforcement-unknown"]],
    ["agent:bot", "op:db.read", ["enforcement-unknown"]],
    ["agent:bot", "unregistered:db/gone", ["used-not-granted", "enforcement-unknown"]],
  ]);
});

test("a source that spoke only later was not silent then", () => {
  const index = indexed({ sources: [source("early", 300, 50), source("late", 10)] });
  const named = (days: number) => {
    const standing = freshnessOf(evaluate(index, { ...AT, asOf: ago(days) }));
    return standing.map(({ name, fresh }) => [name, fresh]);
  };
  expect(named(60)).toEqual([["early", true]]);
  expect(named(0)).toEqual([
    ["early", false],
    ["late", true],
  ]);
});

test("filters leave the cells that they name, and sorting keeps them all", () => {
  const index = indexed({
    grants: [
      grant("a", "db.read"),
      grant("a", "db.write"),
      grant("b", "db.read", { environment: "staging" }),
    ],
    calls: [call("pk-a", "db.write", 1)],
  });
  const counts = (filter: Partial<MatrixFilter>) => cellsOf(index, filter).length;
  expect([
    counts({ agent: "The BOT" }),
    counts({ key: "alias" }),
    counts({ server: "DB" }),
    counts({ operation: "rea" }),
    counts({ environment: "staging" }),
    counts({ access: "write" }),
    counts({ state: "used" }),
    counts({ q: "pk-b" }),
    counts({ flag: "dormant" }),
    counts({ dataClass: "personal" }),
  ]).toEqual([3, 2, 3, 2, 1, 1, 1, 1, 2, 0]);
  const matrix = evaluate(index, AT);
  const used = sortedCells(matrix, matrix.present, { sort: "used", dir: "desc" });
  expect(cellView(matrix, used[0] ?? 0)).toMatchObject({ column: "op:db.write", used: 1 });
  expect([...used].sort()).toEqual([...matrix.present].sort());
});

test("the bytes of the picture come back as they were written", () => {
  const matrix = evaluate(
    indexed({
      grants: [grant("a", "db.write"), grant("b", "db.read")],
      calls: [call("pk-a", "db.read", 1)],
    }),
    AT,
  );
  const selection = select(matrix, ALL_CELLS, () => true);
  const head = headOf(matrix, selection, { countedAt: new Date(0), ownOnly: false });
  const drawn = drawnCells(matrix, selection.cells, head);
  const read = decodeCells(
    encodeCells({ ...drawn, used: Float64Array.from(drawn.used, () => 2 ** 40) }).buffer,
  );
  expect(read).toEqual({ ...drawn, used: Uint32Array.from(drawn.used, () => 2 ** 32 - 1) });
  const [line = 0, column = 0] = [0, read.column[1]];
  expect(findCell(read, line, column)).toBe(1);
  expect(findCell(read, 1, 99)).toBe(-1);
  expect(FLAGS.map(flagBit).reduce((sum, bit) => sum + bit)).toBe(2 ** FLAGS.length - 1);
  expect(() => decodeCells(new ArrayBuffer(12))).toThrow(RangeError);
});
