import { describe, expect, it } from "vitest";
import type { DecideLine } from "@/lib/access-reviews/decide/decide-view";
import {
  type DecideRow,
  type DecideShow,
  type DecideView,
  decideRows,
  linesIn,
  minutesLeft,
  nextUndecided,
  orderLines,
  paceOf,
} from "./decide-order";

function line(n: number, more: Partial<DecideLine> = {}): DecideLine {
  return {
    ...{ id: `line-${n}`, n, kind: "access", section: "standard", risk: "low", who: "key" },
    ...{ agent: "Alpha", server: "CRM", operation: `op-${n}`, environment: "production" },
    ...{ access: "read", flags: [], change: "same", calls: 0, recommended: "keep" },
    ...{ keepNeeds: [], together: null, ready: true },
    ...more,
  };
}

const LINES = [
  line(1, { agent: "Beta" }),
  line(2, { server: "Mail" }),
  line(3, { section: "privileged", change: "new" }),
  line(4),
];

const inWords = (row: DecideRow) =>
  row.kind === "line"
    ? String(row.line.n)
    : [row.words, "detail" in row ? row.detail : row.count].join("/");

function rows(view: DecideView, show: DecideShow = "all", q = "", keep: string | null = null) {
  const decided = (each: DecideLine) => each.n === 4;
  return decideRows(orderLines(LINES, view), decided, { view, show, q }, keep).map(inWords);
}

describe("REV-09 the list", () => {
  it("has the privileged section first and by itself, in groups by agent and server", () => {
    expect(rows("agent")).toEqual([
      ...["Privileged/1", "Alpha/CRM", "3", "Standard/3"],
      ...["Alpha/CRM", "4", "Alpha/Mail", "2", "Beta/CRM", "1"],
    ]);
  });

  it("goes by server, or flat as the snapshot does", () => {
    expect(rows("server").slice(3)).toEqual([
      ...["Standard/3", "CRM/Alpha", "4", "CRM/Beta", "1", "Mail/Alpha", "2"],
    ]);
    expect(rows("flat")).toEqual(["Privileged/1", "3", "Standard/3", "1", "2", "4"]);
  });

  it("leaves out what is decided, but not the line in focus", () => {
    expect(rows("flat", "undecided")).toEqual(["Privileged/1", "3", "Standard/2", "1", "2"]);
    expect(rows("flat", "undecided", "", "line-4")).toContain("4");
    expect(rows("flat", "changed")).toEqual(["Privileged/1", "3"]);
    expect(rows("flat", "all", "beta crm")).toEqual(["Standard/1", "1"]);
    expect(rows("flat", "all", "#2")).toEqual(["Standard/1", "2"]);
  });
});

it("the next line to decide is after this one, then from the start, and none that waits for the first stage", () => {
  const order = [line(1), line(2, { ready: false }), line(3), line(4)];
  const decided = (each: DecideLine) => each.n === 4;
  expect(nextUndecided(order, "line-1", decided)?.n).toBe(3);
  expect(nextUndecided(order, "line-3", decided)?.n).toBe(1);
  expect(nextUndecided([line(1)], "line-1", () => false)).toBeNull();
});

it("says how long it takes by the pace there is, pauses left out", () => {
  const undecided = () => false;
  expect(minutesLeft([line(1), line(2, { section: "privileged" })], undecided, 30)).toBe(2);
  expect(paceOf([0, 1, 2, 3].map((at) => at * 9_000))).toBeNull();
  const sitting = Array.from({ length: 12 }, (_, at) => at * 9_000 + (at > 5 ? 3_600_000 : 0));
  expect(paceOf(sitting)).toBe(9);
  expect(linesIn([])).toEqual([]);
});
