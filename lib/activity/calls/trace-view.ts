// All calls of a trace over time, each under the one that made it. Pure.
import type { CallRow } from "./call-view";

/** What the record of a call says of its place in a trace, beside what the index knows. */
export type SpanFacts = {
  readonly spanId: string | null;
  readonly parentId: string | null;
  /** Whether its time is that of its end. */
  readonly endsAt: boolean;
};

export type TraceLine = {
  readonly call: CallRow;
  /** How many calls above it made it. */
  readonly depth: number;
  readonly startsAt: string;
  /** Milliseconds after the first one began. */
  readonly offsetMs: number;
  /** Parts of the whole, in hundredths of a percent, so that bars line up. */
  readonly left: number;
  readonly width: number;
};

export type Trace = { readonly lines: readonly TraceLine[]; readonly lengthMs: number };

const DEEPEST = 12;
const WHOLE = 10_000;
const MIN_WIDTH = 60; // what is shorter would not be seen

export function traceOf(calls: readonly CallRow[], spans: ReadonlyMap<string, SpanFacts>): Trace {
  const placed = calls.map((call) => ({ call, ...timesOf(call, spans.get(call.idx)) }));
  const first = Math.min(...placed.map(({ start }) => start));
  const last = Math.max(...placed.map(({ end }) => end));
  const length = Math.max(1, last - first);
  const children = childrenOf(placed, spans);
  const lines: TraceLine[] = [];
  const seen = new Set<string>();
  const add = (one: Placed, depth: number) => {
    if (seen.has(one.call.idx)) return;
    seen.add(one.call.idx);
    const left = Math.round(((one.start - first) / length) * WHOLE);
    lines.push({
      call: one.call,
      depth: Math.min(depth, DEEPEST),
      startsAt: new Date(one.start).toISOString(),
      offsetMs: one.start - first,
      left,
      width: Math.max(MIN_WIDTH, Math.round(((one.end - one.start) / length) * WHOLE)),
    });
    for (const child of children.get(one.call.idx) ?? []) add(child, depth + 1);
  };
  for (const root of children.get("") ?? []) add(root, 0);
  // What names each other as parents is under nobody: it stands at the end rather than not at all.
  for (const rest of placed) add(rest, 0);
  return { lines, lengthMs: last - first };
}

type Placed = { readonly call: CallRow; readonly start: number; readonly end: number };

function timesOf(call: CallRow, span: SpanFacts | undefined): { start: number; end: number } {
  const at = Date.parse(call.at);
  const took = call.durationMs ?? 0;
  return span?.endsAt ? { start: at - took, end: at } : { start: at, end: at + took };
}

// By the position of the parent, "" for those without one among these.
function childrenOf(placed: readonly Placed[], spans: ReadonlyMap<string, SpanFacts>) {
  const bySpan = new Map(
    placed.flatMap(({ call }) => {
      const id = spans.get(call.idx)?.spanId;
      return id ? [[id, call.idx] as const] : [];
    }),
  );
  const children = new Map<string, Placed[]>();
  for (const one of [...placed].sort((a, b) => a.start - b.start)) {
    const parent = bySpan.get(spans.get(one.call.idx)?.parentId ?? "") ?? "";
    const under = parent === one.call.idx ? "" : parent;
    children.set(under, [...(children.get(under) ?? []), one]);
  }
  return children;
}
