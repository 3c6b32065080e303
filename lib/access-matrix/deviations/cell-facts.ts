import { flagBit } from "../matrix/cells-view";
import { f64, u8, u16, u32 } from "../matrix/columns";
import type { Matrix } from "../matrix/evaluate";
import type { GrantRow, LineRow } from "../matrix/facts-rows";
import { BY_DATE, END_TOLD, GIVEN } from "../matrix/grant-intervals";
import type { Flag } from "../matrix/matrix-view";
import type { DeviationKind } from "./deviation-labels";
import { beganAt, endedAt, type Standing, standingIn, type UsedSince } from "./since";

export type Stands = "yes" | "no" | "unknown";

/** Flags that say the same as a kind; the kinds of enforcement are told apart below. */
const SAME: Partial<Record<DeviationKind, Flag>> = {
  "without-approval": "without-approval",
  "used-not-granted": "used-not-granted",
  "environment-crossing": "environment-crossing",
  "key-inactive": "key-inactive",
  "agent-inactive": "agent-inactive",
  "shared-key": "shared-key",
  "definition-changed": "definition-changed",
  orphan: "orphan",
  dormant: "dormant",
};

/** What can be said of cells of a matrix beyond its flags: what stands behind them and since when. */
export class CellFacts {
  readonly matrix: Matrix;
  readonly use: UsedSince;
  readonly unmatchedMs: number;
  readonly #covered: ReadonlyMap<number, number>;

  constructor(matrix: Matrix, use: UsedSince, unmatchedMs: number) {
    this.matrix = matrix;
    this.use = use;
    this.unmatchedMs = unmatchedMs;
    this.#covered = coveredFrom(matrix);
  }

  names(cell: number) {
    const { space } = this.matrix.index;
    const principal = space.principals[space.principalOf[cell] ?? 0];
    const column = space.columns[space.columnOf[cell] ?? 0];
    if (!principal || !column) throw new Error(`no cell ${cell}`);
    return {
      principal,
      column,
      environment: space.environments[space.environmentOf[cell] ?? 0] ?? "",
    };
  }

  grants(cell: number): Standing {
    return standingIn(this.matrix.index.grants, cell, this.matrix.instant.asOf);
  }

  lines(cell: number): Standing {
    return standingIn(this.matrix.index.lines, cell, this.matrix.instant.asOf);
  }

  lineOf(at: number): LineRow | undefined {
    return this.matrix.index.facts.lines[u32(this.matrix.index.lines.row, at)];
  }

  grantOf(at: number): GrantRow | undefined {
    return this.matrix.index.facts.grants[u32(this.matrix.index.grants.row, at)];
  }

  /** The grant, in force or ended, of which no record tells; undefined: none. */
  untold(cell: number): { grant: GrantRow; ended: boolean } | undefined {
    const { grants } = this.matrix.index;
    const { inForce } = this.grants(cell);
    const given = inForce.find((at) => (u8(grants.bits, at) & GIVEN) === 0);
    if (given !== undefined) return told(this.grantOf(given), false);
    const end = u32(grants.starts, cell + 1);
    for (let at = u32(grants.starts, cell); at < end; at += 1) {
      const isTold = (u8(grants.bits, at) & END_TOLD) !== 0;
      if (!isTold && !inForce.includes(at)) return told(this.grantOf(at), true);
    }
    return undefined;
  }

  has(cell: number, flag: Flag): boolean {
    return (u16(this.matrix.flags, cell) & flagBit(flag)) !== 0;
  }

  /** Whether a kind stands for a cell; `unknown`: nobody has said lately what is enforced there. */
  stands(cell: number, kind: DeviationKind): Stands {
    // Whoever nobody knows has no grants: that their lines are not granted says no more.
    if (kind !== "orphan" && kind !== "used-not-granted" && this.has(cell, "orphan")) return "no";
    const flag = SAME[kind];
    if (flag !== undefined) return this.has(cell, flag) ? "yes" : "no";
    if (kind === "granted-not-enforced" || kind === "enforcement-removed") {
      return this.#standsAbsent(cell, kind);
    }
    if (kind === "expired" && this.has(cell, "expired") && this.use.uncovered.has(cell)) {
      return "yes";
    }
    return this.#standsExcess(cell, kind);
  }

  #standsAbsent(cell: number, kind: DeviationKind): Stands {
    const { enforced, granted } = this.matrix;
    if (granted[cell] !== 1 || enforced[cell] === 1) return "no";
    if (this.kindOfAbsence(cell) !== kind) return "no";
    // The last that a silent gateway said was that it allows it.
    if (enforced[cell] === 2) return this.lines(cell).inForce.length > 0 ? "no" : "unknown";
    return this.#isLate(this.absentSince(cell)) ? "yes" : "no";
  }

  #standsExcess(cell: number, kind: DeviationKind): Stands {
    const { enforced, granted } = this.matrix;
    const isAllowed = this.lines(cell).inForce.length > 0;
    if (granted[cell] === 1 || !isAllowed || this.kindOfExcess(cell) !== kind) return "no";
    if (enforced[cell] !== 1) return "unknown";
    return kind === "enforced-not-granted" || this.#isLate(this.excessSince(cell)) ? "yes" : "no";
  }

  /** What it is that a line without a grant is. */
  kindOfExcess(cell: number): "enforced-not-granted" | "ended-still-enforced" | "expired" {
    const { lastEnded } = this.grants(cell);
    if (lastEnded < 0) return "enforced-not-granted";
    const byDate = (u8(this.matrix.index.grants.bits, lastEnded) & BY_DATE) !== 0;
    return byDate ? "expired" : "ended-still-enforced";
  }

  /** What it is that a grant without a line is: one that was enforced while it stood was taken out. */
  kindOfAbsence(cell: number): "granted-not-enforced" | "enforcement-removed" {
    const lost = endedAt(this.matrix.index.lines, this.lines(cell));
    const since = beganAt(this.matrix.index.grants, this.grants(cell));
    return lost > since ? "enforcement-removed" : "granted-not-enforced";
  }

  excessSince(cell: number): number {
    const { grants, lines } = this.matrix.index;
    return Math.max(endedAt(grants, this.grants(cell)), beganAt(lines, this.lines(cell)));
  }

  absentSince(cell: number): number {
    const { grants, lines, space } = this.matrix.index;
    const covered = this.#covered.get(space.placeOf[cell] ?? 0) ?? 0;
    const granted = beganAt(grants, this.grants(cell));
    return Math.max(granted, endedAt(lines, this.lines(cell)), covered);
  }

  #isLate(since: number): boolean {
    return this.matrix.instant.asOf - since >= this.unmatchedMs;
  }

  /** When something was first allowed or used of what is still there. */
  thereSince(cell: number): number {
    const { grants, lines } = this.matrix.index;
    const began = [beganAt(grants, this.grants(cell)), beganAt(lines, this.lines(cell))];
    const known = began.filter((at) => at > 0);
    if (known.length > 0) return Math.min(...known);
    return this.use.uncovered.get(cell)?.since ?? f64(this.matrix.last, cell);
  }
}

function told(grant: GrantRow | undefined, ended: boolean) {
  return grant && { grant, ended };
}

/** By place, since when any source has said something about it. */
function coveredFrom({ index }: Matrix): Map<number, number> {
  const from = new Map<number, number>();
  for (const cover of index.covers) {
    const known = from.get(cover.place);
    if (known === undefined || cover.from < known) from.set(cover.place, cover.from);
  }
  return from;
}
