import "server-only";
import type { Actor } from "@/lib/auth/actor";
import type {
  CellPage,
  CellSort,
  CompareAnswer,
  CompareRow,
  MatrixAnswer,
  MatrixFilter,
} from "./matrix-view";
import type { CellStory } from "./story-view";

/** `days`: the period of use is from midnight UTC so many days before the day of `asOf` until `asOf`, exact to the instant. */
export type MatrixWish = {
  readonly asOf: Date;
  readonly days: number;
  readonly filter: MatrixFilter;
};

export type PageWish = {
  readonly page: number;
  readonly pageSize: number;
  readonly sort: CellSort;
  readonly dir: "asc" | "desc";
};

/**
 * Rows, columns, lines, totals, counts by flag and freshness per source of the cells the filter leaves; of the agents and keys that
 * the actor answers for, or of all with matrix:read-all. `asOf` in the future is now. Errors: forbidden.
 */
export async function matrixAt(_actor: Actor, _wish: MatrixWish): Promise<MatrixAnswer> {
  throw new Error("not yet");
}

/** The same with every cell, as bytes for the picture: see cells-view.ts. Errors: forbidden. */
export async function matrixCells(
  _actor: Actor,
  _wish: MatrixWish,
): Promise<Uint8Array<ArrayBuffer>> {
  throw new Error("not yet");
}

/** A page of cells. `page` counts from 1. Errors: forbidden. */
export async function listCells(
  _actor: Actor,
  _wish: MatrixWish & PageWish,
): Promise<CellPage & { readonly matrix: MatrixAnswer }> {
  throw new Error("not yet");
}

/**
 * The story of one cell, also of one that is empty. `row` and `column` are ids of matrix-view.ts. Errors: forbidden, not_found (also:
 * not theirs).
 */
export async function getCell(
  _actor: Actor,
  _wish: {
    readonly row: string;
    readonly column: string;
    readonly environment: string;
    readonly asOf: Date;
    readonly days: number;
  },
): Promise<CellStory> {
  throw new Error("not yet");
}

/** A page of the cells that are not the same at two instants; each is judged with its own period. Errors: forbidden. */
export async function compareAt(
  _actor: Actor,
  _wish: {
    readonly from: Date;
    readonly to: Date;
    readonly days: number;
    readonly filter: MatrixFilter;
    readonly page: number;
    readonly pageSize: number;
  },
): Promise<CompareAnswer> {
  throw new Error("not yet");
}

export type { CompareRow };
