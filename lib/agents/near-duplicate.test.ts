import { expect, test } from "vitest";
import { type Described, nearDuplicatesOf, profileOf } from "./near-duplicate";

const agent = (id: string, name: string, purpose = ""): Described => ({
  id,
  slug: id,
  name,
  purpose,
});

const registry = [
  agent(
    "a",
    "Invoice matcher",
    "Matches supplier invoices with purchase orders and flags differences.",
  ),
  agent("b", "Support triage", "Sorts incoming support tickets by topic and urgency."),
  agent("c", "Schedule planner", "Plans shifts of the warehouse crew for the coming week."),
].map(profileOf);

const near = (name: string, purpose: string, percent = 70) =>
  nearDuplicatesOf(profileOf(agent("new", name, purpose)), registry, percent);

test("G2 a near-duplicate name is found, with how alike it is", () => {
  expect(
    near("Invoice-Matcher bot", "Something else entirely that has no words in common"),
  ).toEqual([{ id: "a", slug: "a", name: "Invoice matcher", percent: 100, reason: "by name" }]);
});

test("G2 a near-duplicate purpose is found under another name", () => {
  const [found] = near(
    "Ledger helper",
    "It matches the invoices of suppliers with purchase orders, and flags each difference.",
    60,
  );
  expect(found).toMatchObject({ id: "a", reason: "by purpose" });
});

test("words in another order and with another ending are the same name", () => {
  expect(near("matcher, invoices", "x")[0]).toMatchObject({ id: "a" });
});

test("a different agent is not flagged", () => {
  expect(near("Contract reader", "Reads contracts and lists the dates that matter.")).toEqual([]);
});

test("an agent is not its own near-duplicate", () => {
  const [self] = registry;
  expect(self && nearDuplicatesOf(self, registry, 70)).toEqual([]);
});

test("the threshold decides, and the most alike comes first", () => {
  const found = nearDuplicatesOf(profileOf(agent("new", "Support planner")), registry, 30);
  expect(found.map(({ percent }) => percent)).toEqual(
    found.map(({ percent }) => percent).toSorted((a, b) => b - a),
  );
  expect(found.length).toBeGreaterThan(1);
});

test("names of signs and of other scripts are compared too", () => {
  const others = [agent("s", "🤖🤖"), agent("r", "مساعد الفواتير")].map(profileOf);
  const of = (name: string) => nearDuplicatesOf(profileOf(agent("new", name)), others, 70);
  expect(of("🤖🤖")[0]).toMatchObject({ id: "s", percent: 100 });
  expect(of("مساعد الفواتير")[0]).toMatchObject({ id: "r", percent: 100 });
  expect(of("=cmd()")).toEqual([]);
});
