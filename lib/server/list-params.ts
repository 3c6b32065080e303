import "server-only";
import { isStorable } from "@/lib/core/text";

/** What Next hands to a page as `await searchParams`. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A filter's allowed values; any text; a moment in UTC; or several of the allowed values. */
type FilterSpec = readonly string[] | "text" | "instant" | { readonly many: readonly string[] };

type FilterValue<Spec> = Spec extends "text"
  ? string
  : Spec extends "instant"
    ? Date | null
    : Spec extends { readonly many: readonly (infer Value)[] }
      ? readonly Value[]
      : Spec extends readonly (infer Value)[]
        ? Value | null
        : never;

type ListSpec<Sort extends string, Filters extends Readonly<Record<string, FilterSpec>>> = {
  sorts: readonly Sort[];
  defaultSort: Sort;
  defaultDir?: "asc" | "desc";
  filters: Filters;
};

export const PAGE_SIZES = [25, 50, 100, 200] as const;
const DEFAULT_SIZE = 50;
const MAX_PAGE = 100_000;
const MAX_TEXT = 200;

/**
 * The state of a list from its address. Whatever the address says, the answer can be queried with:
 * unknown names and values are as if they were not there, a text that was not given is "".
 */
export function listParams<
  const Sort extends string,
  const Filters extends Readonly<Record<string, FilterSpec>>,
>(searchParams: SearchParams, spec: ListSpec<Sort, Filters>) {
  const sort = oneOf(spec.sorts, first(searchParams.sort)) ?? spec.defaultSort;
  const dir = oneOf(["asc", "desc"] as const, first(searchParams.dir)) ?? spec.defaultDir ?? "asc";
  const size = Number(first(searchParams.size));
  return {
    q: text(searchParams.q),
    sort,
    dir,
    page: pageOf(first(searchParams.page)),
    pageSize: PAGE_SIZES.find((known) => known === size) ?? DEFAULT_SIZE,
    filters: filtersOf(searchParams, spec.filters),
    /** The columns chosen, by id with commas; "" for the table's own choice. */
    cols: text(searchParams.cols),
    /** The id of the row whose drawer is open; "" for none. */
    open: text(searchParams.open),
  };
}

function filtersOf<const Filters extends Readonly<Record<string, FilterSpec>>>(
  searchParams: SearchParams,
  specs: Filters,
): { readonly [Name in keyof Filters]: FilterValue<Filters[Name]> };
function filtersOf(
  searchParams: SearchParams,
  specs: Readonly<Record<string, FilterSpec>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, filterValue(searchParams[name], spec)]),
  );
}

function filterValue(given: SearchParams[string], spec: FilterSpec) {
  if (spec === "text") return text(given);
  if (spec === "instant") return instant(first(given));
  if (isMany(spec)) {
    const wanted = all(given);
    return spec.many.filter((value) => wanted.includes(value));
  }
  return oneOf(spec, first(given));
}

function isMany(spec: FilterSpec): spec is { readonly many: readonly string[] } {
  return typeof spec === "object" && "many" in spec;
}

function oneOf<Value extends string>(values: readonly Value[], given: string): Value | null {
  return values.find((value) => value === given) ?? null;
}

// A date-time control sends no zone; this house means UTC. PostgreSQL knows no year 0.
function instant(given: string): Date | null {
  const full = /^(?!0000)\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z?)?$/;
  if (!full.test(given)) return null;
  const zoned = given.includes("T") && !given.endsWith("Z") ? `${given}Z` : given;
  const at = new Date(zoned);
  return Number.isNaN(at.getTime()) ? null : at;
}

function pageOf(given: string): number {
  return /^[1-9]\d{0,5}$/.test(given) ? Math.min(Number(given), MAX_PAGE) : 1;
}

function text(given: SearchParams[string]): string {
  const value = first(given).trim().slice(0, MAX_TEXT).normalize("NFC");
  return isStorable(value) ? value : "";
}

function first(given: SearchParams[string]): string {
  return all(given)[0] ?? "";
}

// One name may come several times, or as one text with commas.
function all(given: SearchParams[string]): readonly string[] {
  if (given === undefined) return [];
  return typeof given === "string" ? [given, ...given.split(",")] : given;
}
