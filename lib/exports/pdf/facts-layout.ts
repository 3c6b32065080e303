import type { Fact, FactGroup } from "./document";
import { type Flow, heightOf, placed } from "./flow";
import { PAGE, STYLE, TEXT_WIDTH } from "./theme";
import type { SetText } from "./typeset";

const GUTTER = 28;
const LABEL_WIDTH = 92;
const GAP = 9; // below a group

type SetFact = { label: SetText; value: SetText; style: "body" | "fixed"; height: number };
/** What stands below each other in a column: a heading with its rule, or one fact. */
type Item = { height: number; table: number } & (
  | { kind: "title"; text: SetText }
  | { kind: "fact"; fact: SetFact }
);

const COLUMN_WIDTH = (TEXT_WIDTH - GUTTER) / 2;

/** Groups of facts in two columns of about the same height, over as many pages as it takes. */
export function addFacts(flow: Flow, groups: readonly FactGroup[]): void {
  let rest = groups.flatMap((group) => itemsOf(flow, group));
  while (rest.length > 0) {
    const top = flow.at();
    const left = fitting(rest, Math.min(flow.room(), fairHalf(rest)));
    const right = fitting(rest.slice(left.length), flow.room());
    for (const [index, column] of [left, right].entries()) {
      flow.moveTo(top);
      for (const item of column) addItem(flow, item, PAGE.left + index * (COLUMN_WIDTH + GUTTER));
    }
    flow.moveTo(top + Math.max(total(left), total(right)));
    rest = rest.slice(left.length + right.length);
    if (rest.length > 0) flow.newPage();
  }
}

// Half of what is there, and a line more: the left column is never the shorter one.
function fairHalf(items: readonly Item[]): number {
  return total(items) / 2 + STYLE.body.leading + GAP;
}

// As many as the height holds, at least one; a heading never stands last, away from what it heads.
function fitting(items: readonly Item[], height: number): readonly Item[] {
  let count = 0;
  let used = 0;
  for (const item of items) {
    if (count > 0 && used + item.height > height) break;
    used += item.height;
    count += 1;
  }
  while (count > 1 && count < items.length && items[count - 1]?.kind === "title") count -= 1;
  return items.slice(0, count);
}

function total(items: readonly Item[]): number {
  return items.reduce((sum, { height }) => sum + height, 0);
}

function itemsOf(flow: Flow, { title, lines }: FactGroup): Item[] {
  const table = flow.newTable();
  const text = flow.set("group", title, COLUMN_WIDTH);
  const facts = lines.map((line, index) => {
    const fact = setFact(flow, line, COLUMN_WIDTH);
    const gap = index === lines.length - 1 ? GAP : 0;
    return { kind: "fact" as const, table, fact, height: fact.height + gap };
  });
  return [{ kind: "title", table, text, height: STYLE.group.leading + 5 }, ...facts];
}

function setFact(flow: Flow, { label, value, mono }: Fact, width: number): SetFact {
  const style = mono ? "fixed" : "body";
  const set = {
    label: flow.set("label", label, LABEL_WIDTH - 8),
    value: flow.set(style, value, width - LABEL_WIDTH),
  };
  const height = Math.max(heightOf(set.label, "label"), heightOf(set.value, style)) + 0.5;
  return { ...set, style, height };
}

function addItem(flow: Flow, item: Item, x: number): void {
  const top = flow.at();
  if (item.kind === "title") {
    flow.add({ kind: "text", role: "H3", lines: placed(item.text, "group", { x, top }) });
    flow.rule({ x, y: top + STYLE.group.leading + 1, width: COLUMN_WIDTH, ink: "rule" });
  } else {
    addFact(flow, item.fact, item.table, { x, top });
  }
  flow.space(item.height);
}

function addFact(flow: Flow, fact: SetFact, table: number, { x, top }: { x: number; top: number }) {
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
}
