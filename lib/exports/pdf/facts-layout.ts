import type { Fact, FactGroup } from "./document";
import { type Flow, heightOf, placed } from "./flow";
import { PAGE, STYLE, TEXT_WIDTH } from "./theme";
import type { SetText } from "./typeset";

const GUTTER = 28;
const LABEL_WIDTH = 92;
const GAP = 9; // below a group

type SetFact = { label: SetText; value: SetText; style: "body" | "fixed"; height: number };
type SetGroup = { title: string; facts: readonly SetFact[]; height: number };

/** Groups of facts side by side in two columns; one below the other where a page cannot hold that. */
export function addFacts(flow: Flow, groups: readonly FactGroup[]): void {
  const half = (TEXT_WIDTH - GUTTER) / 2;
  const set = groups.map((group) => setGroup(flow, group, half));
  const split = bestSplit(set);
  const columns = [set.slice(0, split), set.slice(split)];
  const tallest = Math.max(...columns.map(total));
  if (tallest > flow.room()) {
    for (const group of groups)
      addGroup(flow, setGroup(flow, group, TEXT_WIDTH), PAGE.left, TEXT_WIDTH);
    return;
  }
  const top = flow.at();
  for (const [index, column] of columns.entries()) {
    flow.moveTo(top);
    for (const group of column) addGroup(flow, group, PAGE.left + index * (half + GUTTER), half);
  }
  flow.moveTo(top + tallest);
}

// The split that makes the taller column as short as it can be, without changing the order.
function bestSplit(groups: readonly SetGroup[]): number {
  let best = { split: groups.length, height: total(groups) };
  for (let split = 1; split < groups.length; split += 1) {
    const height = Math.max(total(groups.slice(0, split)), total(groups.slice(split)));
    if (height < best.height) best = { split, height };
  }
  return best.split;
}

function total(groups: readonly SetGroup[]): number {
  return groups.reduce((sum, { height }) => sum + height, 0);
}

function setGroup(flow: Flow, { title, lines }: FactGroup, width: number): SetGroup {
  const facts = lines.map((fact) => setFact(flow, fact, width));
  const body = facts.reduce((sum, { height }) => sum + height, 0);
  return { title, facts, height: STYLE.group.leading + 5 + body + GAP };
}

function setFact(flow: Flow, { label, value, mono }: Fact, width: number): SetFact {
  const style = mono ? "fixed" : "body";
  const set = {
    label: flow.set("label", label, LABEL_WIDTH - 8),
    value: flow.set(style, value, width - LABEL_WIDTH),
  };
  const height = Math.max(heightOf(set.label, "label"), heightOf(set.value, style)) + 1;
  return { ...set, style, height };
}

function addGroup(flow: Flow, { title, facts }: SetGroup, x: number, width: number): void {
  if (flow.room() < 60) flow.newPage();
  const set = flow.set("group", title, width);
  flow.add({ kind: "text", role: "H3", lines: placed(set, "group", { x, top: flow.at() }) });
  flow.space(STYLE.group.leading);
  flow.rule({ x, y: flow.at() + 1, width, ink: "rule" });
  flow.space(5);
  const table = flow.newTable();
  for (const fact of facts) {
    if (fact.height > flow.room()) flow.newPage();
    const top = flow.at();
    flow.add({
      kind: "row",
      table,
      cells: [
        { role: "TH", scope: "Row", lines: placed(fact.label, "label", { x, top }) },
        {
          role: "TD",
          lines: placed(fact.value, fact.style, { x: x + LABEL_WIDTH, top }),
          ...(fact.value.actual === undefined ? {} : { actual: fact.value.actual }),
        },
      ],
    });
    flow.space(fact.height);
  }
  flow.space(GAP);
}
