// gateway-logs §3.2: one call passes several spans: of the client, of the gateway, of the leg to the upstream. One of them is counted.
import type { DraftFields } from "../../record/draft";
import { ancestorsOf, isDuring } from "./http-spans";
import type { Span } from "./span";

/** A span that is a call or another request of MCP, with what it says. */
export type Told = { readonly span: Span; readonly fields: DraftFields };

/** Spans of one call: the one that is counted, then the others. */
export type Call<T extends Told> = readonly [counted: T, ...others: T[]];

/**
 * Calls, in the order of the spans that are counted. Same call: one span below the other, begun while it ran, about the same tool.
 * A caller may name any span as its parent, and a tool may call itself: of several requests that arrived below one span, each is a
 * call of its own.
 */
export function callsIn<T extends Told>(
  told: readonly T[],
  spans: ReadonlyMap<string, Span>,
): Call<T>[] {
  const byId = new Map(told.map((one) => [one.span.id, one]));
  const above = new Map<T, T>();
  for (const one of told) {
    const nearest = nearestOf(one, byId, spans);
    if (nearest && isSameCall(one, nearest)) above.set(one, nearest);
  }
  const arrivals = Map.groupBy(
    [...above].filter(([one]) => one.span.kind === "server"),
    ([, nearest]) => nearest,
  );
  for (const arrived of arrivals.values()) {
    if (arrived.length > 1) for (const [one] of arrived) above.delete(one);
  }
  const groups = Map.groupBy(told, (one) => topOf(one, above));
  return [...groups.values()].flatMap((group) => {
    const [counted, ...others] = group.toSorted((a, b) => rankOf(a) - rankOf(b));
    return counted ? [[counted, ...others] as const] : [];
  });
}

function nearestOf<T extends Told>(
  { span }: T,
  byId: ReadonlyMap<string, T>,
  spans: ReadonlyMap<string, Span>,
): T | undefined {
  for (const above of ancestorsOf(span, spans)) {
    const told = byId.get(above.id);
    if (told) return told;
  }
  return undefined;
}

function isSameCall(one: Told, above: Told): boolean {
  return isSameTool(one.fields, above.fields) && isDuring(one.span, above.span);
}

const MAX_STEPS = 64; // parents may run in a circle

/** The uppermost span of the same call. */
function topOf<T extends Told>(one: T, above: ReadonlyMap<T, T>): T {
  let top = one;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const next = above.get(top);
    if (!next) break;
    top = next;
  }
  return top;
}

// A server span stands for a request that arrived, with whoever sent it.
const RANK = { server: 0, client: 1, other: 2 } as const satisfies Record<Span["kind"], number>;

function rankOf({ span }: Told): number {
  return RANK[span.kind];
}

/** `github__search` at the gateway is `search` behind it. */
function isSameTool(one: DraftFields, other: DraftFields): boolean {
  const [a, b] = [toolOf(one), toolOf(other)];
  return a === b || endsInName(a, b) || endsInName(b, a);
}

function toolOf(fields: DraftFields): string {
  const tool = fields["gateway.tool.raw_name"] ?? fields["mcp.method.name"];
  return String(tool?.value ?? "");
}

function endsInName(long: string, short: string): boolean {
  return short !== "" && long.endsWith(short) && /[_/.:]$/.test(long.slice(0, -short.length));
}
