import { COMPARE_LIST, cellsOf } from "@/lib/access-matrix/matrix/matrix-address";
import { DAY_MS } from "@/lib/core/clock";
import { listParams, type SearchParams } from "@/lib/server/list-params";

const USUAL_DAYS = 30;

/** Which two instants an address compares: now, and thirty days before, unless it says otherwise; the earlier first. */
export function compareAsked(given: SearchParams, now: Date) {
  const params = listParams(given, COMPARE_LIST);
  const { from, to, ...cells } = params.filters;
  const later = to && to < now ? to : now;
  const earlier = from ?? new Date(later.getTime() - USUAL_DAYS * DAY_MS);
  const [first, second] = earlier <= later ? [earlier, later] : [later, earlier];
  return {
    params,
    wish: { ...cellsOf(params.q, cells), from: first, to: second },
    swapped: earlier > later,
  };
}
