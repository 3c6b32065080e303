import { expect, test } from "vitest";
import { decodeCells, encodeCells, flagBit, stateOf } from "@/lib/access-matrix/matrix/cells-view";
import { FLAGS, type Flag, type MatrixHead } from "@/lib/access-matrix/matrix/matrix-view";
import { glyphOf, pictureOf, toneOf } from "./matrix-look";
import { cellAt, nextFlagged, rowOf, spansBetween } from "./matrix-picture";
import { spriteOf } from "./matrix-sprites";
import { placeWords, stateWords } from "./matrix-words";

const bits = (...flags: Flag[]) => flags.reduce((all, flag) => all | flagBit(flag), 0);
const held = stateOf(true, "yes", false);

test("G4: a development key with a production cell is a red triangle, whatever else it is", () => {
  expect(glyphOf(bits("environment-crossing", "granted-not-enforced"), held)).toBe("crossing");
  expect(toneOf(bits("environment-crossing", "dormant"))).toBe("fail");
});

test.each([
  ["granted and enforced", [], stateOf(true, "yes", false), "both"],
  ["granted", [], stateOf(true, "no", false), "granted"],
  [
    "granted, enforcement unknown",
    ["enforcement-unknown"],
    stateOf(true, "unknown", false),
    "unknown",
  ],
  ["granted, not enforced", ["granted-not-enforced"], stateOf(true, "no", false), "missing"],
  ["enforced, not granted", ["enforced-not-granted"], stateOf(false, "yes", false), "excess"],
  ["used, not granted", ["used-not-granted"], stateOf(false, "no", false), "excess"],
  ["expired", ["expired"], stateOf(false, "yes", false), "excess"],
  ["somebody unknown", ["orphan"], stateOf(false, "yes", false), "excess"],
  ["enforced", [], stateOf(false, "yes", false), "enforced"],
  ["only denied", [], stateOf(false, "no", true), "denied"],
  ["nothing", [], stateOf(false, "no", false), "none"],
] as const)("a cell that is %s has a glyph of its own", (_, flags, state, glyph) => {
  expect(glyphOf(bits(...flags), state)).toBe(glyph);
});

test("every flag but unknown enforcement is seen in the picture", () => {
  const unseen = FLAGS.filter((flag) => toneOf(bits(flag)) === "plain");
  expect(unseen).toEqual(["enforcement-unknown"]);
});

test("use shows in steps of ten", () => {
  const sprites = [0, 1, 9, 10, 99, 100, 999, 1_000, 5_000_000].map((used) =>
    spriteOf("both", "plain", used),
  );
  const [none = 0] = sprites;
  expect(sprites.map((sprite) => sprite - none)).toEqual([0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

const cells = decodeCells(
  encodeCells({
    head: headOf(),
    starts: Uint32Array.of(0, 2, 2, 3),
    column: Uint32Array.of(0, 2, 1),
    used: [1_204, 0, 3],
    last: Uint32Array.of(Date.UTC(2026, 10, 20) / 1_000, 0, Date.UTC(2026, 10, 19) / 1_000),
    flags: Uint16Array.of(0, bits("dormant", "wildcard"), bits("used-not-granted")),
    state: Uint8Array.of(held, held, stateOf(false, "no", true)),
  }).buffer,
);
const picture = pictureOf(cells);

test("keys stand under their agent, operations under their server", () => {
  expect(picture.agents).toEqual([
    { label: "Invoice sorter", from: 0, to: 2 },
    { label: "Nobody registered", from: 2, to: 3 },
  ]);
  expect(picture.servers).toEqual([
    { label: "erp", from: 0, to: 2 },
    { label: "mail", from: 2, to: 3 },
  ]);
  expect(picture.operations.map(({ letter }) => letter)).toEqual(["R", "?", "W"]);
  expect(picture.rows.map(({ letter, astray }) => [letter, astray])).toEqual([
    ["P", false],
    ["S", true],
    ["–", false],
  ]);
});

test("a cell is found by its place, and its row by the cell", () => {
  expect(cellAt(picture, 0, 2)).toBe(1);
  expect(cellAt(picture, 0, 1)).toBe(-1);
  expect(cellAt(picture, 1, 0)).toBe(-1);
  expect([0, 1, 2].map((cell) => rowOf(picture, cell))).toEqual([0, 0, 2]);
});

test("one goes from deviation to deviation, around the end", () => {
  expect(nextFlagged(picture, { row: 0, column: 0 }, 1)).toBe(1);
  expect(nextFlagged(picture, { row: 0, column: 2 }, 1)).toBe(2);
  expect(nextFlagged(picture, { row: 2, column: 1 }, 1)).toBe(1);
  expect(nextFlagged(picture, { row: 0, column: 2 }, -1)).toBe(2);
  expect(nextFlagged(picture, { row: 1, column: 0 }, -1)).toBe(1);
});

test("only what is in sight of the heads is drawn", () => {
  expect(spansBetween(picture.agents, 2, 3).map(({ label }) => label)).toEqual([
    "Nobody registered",
  ]);
  expect(spansBetween(picture.agents, 1, 2).map(({ label }) => label)).toEqual(["Invoice sorter"]);
});

test("a cell says its row, column, environment and state in words", () => {
  expect(placeWords(cells.head, 0, 0)).toBe("orders, Invoice sorter; erp, get_order; Production");
  expect(stateWords(cells, 0)).toBe("Granted, enforced, used 1,204 times, last 2026-11-20.");
  expect(stateWords(cells, 1)).toBe("Granted, enforced, not used. Marked: dormant; wildcard.");
  expect(stateWords(cells, 2)).toBe(
    "Not granted, not enforced, used 3 times, last 2026-11-19, calls were denied. Marked: used, not granted.",
  );
  expect(stateWords(cells, -1)).toBe("Not granted, not enforced, not used.");
});

function headOf(): MatrixHead {
  const none = {
    ...{ cells: 0, granted: 0, enforced: 0, unknown: 0, used: 0, flagged: 0, calls: 0, denied: 0 },
  };
  const key = {
    ...{ id: "key:1", kind: "key" as const, label: "orders", publicId: "ck_1", keyKind: null },
    ...{ agentId: "a", agentName: "Invoice sorter", agentSlug: "invoice-sorter" },
    ...{ agentStatus: "ACTIVE", environment: "production", ownerId: null },
    ...{ registered: true, inactive: null },
  };
  const stranger = {
    ...{ ...key, id: "unknown:svc", kind: "unknown" as const, label: "svc", publicId: null },
    ...{ agentId: null, agentName: null, agentSlug: null, environment: null, registered: false },
  };
  const operation = (server: string, name: string, access: string | null) => ({
    ...{ id: `op:${name}`, operationId: name, serverId: server, serverSlug: server, server },
    ...{ operation: name, access, dataClasses: [], registered: true },
  });
  return {
    ...{ asOf: "2026-11-21T00:00:00.000Z", from: "2026-08-23T00:00:00.000Z", days: 90 },
    principals: [key, stranger],
    columns: [
      operation("erp", "get_order", "read"),
      operation("erp", "list_orders", null),
      operation("mail", "send_mail", "write"),
    ],
    environments: ["production", "staging", ""],
    lines: [
      { principal: 0, environment: 0, ...none },
      { principal: 0, environment: 1, ...none },
      { principal: 1, environment: 2, ...none },
    ],
    ...{ columnTotals: [none, none, none], totals: none, sources: [], countedAt: "" },
    flags: noFlags(),
    ...{ trackedFrom: null, dormantDays: 90, staleHours: 24, ownOnly: false },
  };
}

function noFlags(): MatrixHead["flags"] {
  return {
    ...{ "environment-crossing": 0, "without-approval": 0, "enforced-not-granted": 0 },
    ...{ "granted-not-enforced": 0, "used-not-granted": 0, dormant: 0, wildcard: 0, expired: 0 },
    ...{ "definition-changed": 0, "agent-inactive": 0, "key-inactive": 0, orphan: 0 },
    ...{ "shared-key": 0, "enforcement-unknown": 0 },
  };
}
