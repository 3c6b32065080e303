import { flagBit } from "./cells-view";
import { f64, num, u8, u16, u32 } from "./columns";
import { BY_DATE, END_TOLD, GIVEN, WILD } from "./grant-intervals";
import type { MatrixIndex } from "./matrix-index";

const WITHOUT_APPROVAL = flagBit("without-approval");
const WILDCARD = flagBit("wildcard");
const DEFINITION_CHANGED = flagBit("definition-changed");
/** A definition that no grant was approved with. */
const OTHER_HASH = 0xffff_ffff;

/** Which cells are granted at an instant; of the others, when the newest grant ran out by its date (0: it did not). Sets flags. */
export function judgeGrants(index: MatrixIndex, asOf: number, flags: Uint16Array) {
  const { grants, space } = index;
  const granted = new Uint8Array(space.size);
  const expiredAt = new Float64Array(space.size);
  const observed = observedHashes(index, asOf);
  for (let cell = 0; cell < space.size; cell += 1) {
    const start = u32(grants.starts, cell);
    const end = u32(grants.starts, cell + 1);
    let newest = -1;
    for (let at = start; at < end && f64(grants.from, at) <= asOf; at += 1) {
      newest = at;
      if (asOf < f64(grants.to, at)) granted[cell] = 1;
      const seen = u32(observed, num(space.columnOf, cell));
      flags[cell] = u16(flags, cell) | bitsAt(index, at, { asOf, seen });
    }
    if (newest >= 0 && granted[cell] === 0 && (u8(grants.bits, newest) & BY_DATE) !== 0) {
      expiredAt[cell] = f64(grants.to, newest);
    }
  }
  return { granted, expiredAt, since: (cell: number) => inForceSince(index, cell, asOf) };
}

/** `seen`: number of the definition that the server showed; 0: none. */
function bitsAt(index: MatrixIndex, at: number, { asOf, seen }: { asOf: number; seen: number }) {
  if (asOf < f64(index.grants.to, at)) return inForceBits(index, at, seen);
  return isUntoldEnd(index, at, asOf) ? WITHOUT_APPROVAL : 0;
}

// An end of which nothing is told is one until the date on which the grant would have ended anyway.
function isUntoldEnd({ grants, facts }: MatrixIndex, at: number, asOf: number): boolean {
  if ((u8(grants.bits, at) & END_TOLD) !== 0) return false;
  const until = facts.grants[u32(grants.row, at)]?.until ?? null;
  return until === null || asOf < until;
}

function inForceBits({ grants, grantHash }: MatrixIndex, at: number, seen: number): number {
  const bits = u8(grants.bits, at);
  const approved = u32(grantHash, u32(grants.row, at));
  return (
    ((bits & GIVEN) === 0 ? WITHOUT_APPROVAL : 0) |
    ((bits & WILD) === 0 ? 0 : WILDCARD) |
    (approved !== 0 && seen !== 0 && seen !== approved ? DEFINITION_CHANGED : 0)
  );
}

/** By column, what the server said the operation is. */
function observedHashes({ space, hashes }: MatrixIndex, asOf: number): Uint32Array {
  return Uint32Array.from(space.columns, ({ operation }) => {
    const seen = operation?.definitions.findLast(
      ({ from, to }) => from <= asOf && (to === null || asOf < to),
    );
    return seen ? (hashes.get(seen.hash) ?? OTHER_HASH) : 0;
  });
}

/** Since when a cell has been granted without a break; Infinity: it is not. */
function inForceSince({ grants }: MatrixIndex, cell: number, asOf: number): number {
  const start = u32(grants.starts, cell);
  const end = u32(grants.starts, cell + 1);
  let since = Infinity;
  for (let at = start; at < end; at += 1) {
    const [from, to] = [f64(grants.from, at), f64(grants.to, at)];
    if (from <= asOf && asOf < to) since = Math.min(since, from);
  }
  // A former one counts where it lasted until the next began; they lie in the order of their beginnings.
  for (let at = end - 1; at >= start; at -= 1) {
    const from = f64(grants.from, at);
    if (from < since && f64(grants.to, at) >= since) since = from;
  }
  return since;
}
