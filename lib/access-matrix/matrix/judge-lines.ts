import { HOUR_MS } from "@/lib/core/clock";
import { flagBit } from "./cells-view";
import { f64, u8, u16, u32 } from "./columns";
import type { PolicySource } from "./facts-rows";
import { WILD_LINE } from "./line-intervals";
import type { MatrixIndex } from "./matrix-index";

const WILDCARD = flagBit("wildcard");

type When = { readonly asOf: number; readonly staleHours: number };

/**
 * By cell: 0 no line, 1 a line of a source that spoke lately, 2 only of one that did not. By place: whether one that spoke lately
 * has ever said anything about it. Sets flags.
 */
export function judgeLines(index: MatrixIndex, when: When, flags: Uint16Array) {
  const { lines, space, facts } = index;
  const fresh = Uint8Array.from(facts.sources, (source) => (isFresh(source, when) ? 1 : 0));
  const line = new Uint8Array(space.size);
  const inForce = (at: number) => f64(lines.from, at) <= when.asOf && when.asOf < f64(lines.to, at);
  for (let cell = 0; cell < space.size; cell += 1) {
    const end = u32(lines.starts, cell + 1);
    for (let at = u32(lines.starts, cell); at < end; at += 1) {
      if (!inForce(at)) continue;
      const spoke = u8(fresh, u16(index.lineSource, u32(lines.row, at)));
      line[cell] = stronger(u8(line, cell), spoke);
      flags[cell] = u16(flags, cell) | (u8(lines.bits, at) === WILD_LINE ? WILDCARD : 0);
    }
  }
  return { line, freshPlace: freshPlaces(index, when.asOf, fresh) };
}

function stronger(line: number, spoke: number): number {
  return line === 1 || spoke === 1 ? 1 : 2;
}

/** Whether a source had said what it enforces no longer ago than the policy allows. */
export function isFresh(source: PolicySource, { asOf, staleHours }: When): boolean {
  const said = lastStatement(source, asOf);
  return said !== null && asOf - said <= staleHours * HOUR_MS;
}

/** The last statement until an instant; null: none. */
export function lastStatement({ statements }: PolicySource, asOf: number): number | null {
  let [low, high] = [0, statements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((statements[middle] ?? 0) <= asOf) low = middle + 1;
    else high = middle;
  }
  return statements[low - 1] ?? null;
}

function freshPlaces({ covers, space }: MatrixIndex, asOf: number, fresh: Uint8Array): Uint8Array {
  const places = new Uint8Array(space.places);
  for (const { place, source, from } of covers) {
    if (from <= asOf && fresh[source] === 1) places[place] = 1;
  }
  return places;
}
