import { cellsOf, MATRIX_LIST } from "@/lib/access-matrix/matrix/matrix-address";
import { listParams, type SearchParams } from "@/lib/server/list-params";

/** What an address asks of the matrix. `asOf` is now unless the address names an instant, which `pinned` says. */
export function matrixAsked(given: SearchParams, now: Date) {
  const params = listParams(given, MATRIX_LIST);
  const { filter, days } = cellsOf(params.q, params.filters);
  const { asOf, view } = params.filters;
  return {
    params,
    wish: { filter, days, asOf: asOf && asOf < now ? asOf : now },
    pinned: asOf !== null && asOf < now,
    view: view ?? "picture",
  };
}
