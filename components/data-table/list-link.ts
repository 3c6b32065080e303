/** Parts of a list's address that are not filters: they say how rows are shown, not which. */
const SHOWING: readonly string[] = ["sort", "dir", "page", "size", "cols", "open", "view"];
/** Parts that stay when another page of the same list is shown. */
const KEEPS_PAGE: readonly string[] = ["page", "open", "cols"];

/** Changes to a list's address; null takes a part away. */
export type ListChange = Readonly<Record<string, string | readonly string[] | null>>;

/** The address of the same list with something changed. A change of what is listed starts at page one. */
export function listHref(pathname: string, current: string, change: ListChange): string {
  const params = new URLSearchParams(current);
  for (const [name, value] of Object.entries(change)) {
    params.delete(name);
    for (const one of [value ?? []].flat()) if (one !== "") params.append(name, one);
  }
  if (!Object.keys(change).every((name) => KEEPS_PAGE.includes(name))) {
    params.delete("page");
    params.delete("open");
  }
  const query = params.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}

/** Whether the address leaves rows out: a search or any filter. */
export function isFiltered(current: string): boolean {
  return [...new URLSearchParams(current)].some(
    ([name, value]) => value !== "" && !SHOWING.includes(name),
  );
}

/** The same list with all its rows, in the order and columns chosen. */
export function clearedHref(pathname: string, current: string): string {
  const kept = [...new URLSearchParams(current)].filter(
    ([name]) => SHOWING.includes(name) && name !== "page" && name !== "open",
  );
  const query = new URLSearchParams(kept).toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}
