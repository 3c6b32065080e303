import { expect, test } from "vitest";
import { LateJoins, type WaitingCall, type WaitingPartner } from "./late-joins";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const at = (now = NOW) => ({ now, windowMs: 60_000 });

const call = (key: string, ...ties: string[]): WaitingCall => ({ key, index: 1n, ties, at: 500 });
const partner = (hmac: string, ...ties: string[]): WaitingPartner => ({
  ...{ position: 0, hmac, ties, during: { from: 0, to: 1_000 }, fields: {} },
});
const calls = (...all: WaitingCall[]) => ({ calls: all, partners: [] });
const partners = (...all: WaitingPartner[]) => ({ calls: [], partners: all });

test("a call and its partner meet in either order, and again where the request is sent again", () => {
  const [one, other] = [call("c", "correlation 1"), partner("p", "correlation 1")];
  const first = new LateJoins();
  expect(first.meet("gw", calls(one), at())).toEqual([]);
  expect(first.meet("gw", partners(other), at(later(59)))).toEqual([{ call: one, partner: other }]);
  expect(first.meet("gw", partners(other), at(later(59)))).toEqual([{ call: one, partner: other }]);
  first.settle("gw", { call: one, partner: other });
  expect(first.meet("gw", partners(other), at(later(59)))).toEqual([]);
  const second = new LateJoins();
  expect(second.meet("gw", partners(other), at())).toEqual([]);
  expect(second.meet("gw", calls(one), at())).toEqual([{ call: one, partner: other }]);
});

test("nobody meets after the window, in another source, at another time, or by no tie", () => {
  const joins = new LateJoins();
  joins.meet("gw", calls(call("c", "a"), { ...call("d", "b"), at: 2_000 }), at());
  expect(joins.meet("other", partners(partner("p", "a")), at())).toEqual([]);
  expect(joins.meet("gw", partners(partner("p", "b"), partner("q", "z")), at())).toEqual([]);
  expect(joins.meet("gw", partners(partner("r", "a")), at(later(61)))).toEqual([]);
});

test("the surest tie decides, and where several could be meant none is", () => {
  const one = call("c", "above 1", "trace 1");
  const [own, stranger] = [partner("own", "above 1", "trace 1"), partner("s", "trace 1")];
  const joins = new LateJoins();
  joins.meet("gw", calls(one), at());
  expect(joins.meet("gw", partners(own, stranger), at())).toEqual([{ call: one, partner: own }]);
  const vague = new LateJoins();
  vague.meet("gw", calls(call("c", "trace 1")), at());
  expect(vague.meet("gw", partners(own, stranger), at())).toEqual([]);
});

test("one partner may complete several calls", () => {
  const joins = new LateJoins();
  joins.meet("gw", calls(call("c", "a"), call("d", "a")), at());
  expect(joins.meet("gw", partners(partner("p", "a")), at())).toHaveLength(2);
});

test("what waits too long for too many is forgotten first", () => {
  const joins = new LateJoins();
  const many = Array.from({ length: 20_001 }, (_, nth) => call(`c${nth}`, `t${nth}`));
  joins.meet("gw", calls(...many), at());
  expect(joins.meet("gw", partners(partner("p", "t0")), at())).toEqual([]);
  expect(joins.meet("gw", partners(partner("q", "t20000")), at())).toHaveLength(1);
});
