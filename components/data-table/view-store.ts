/** A filter that a person gave a name, kept in this browser per page. */
export type SavedView = { name: string; query: string };

const PREFIX = "views:";
const MOST = 30;

/** The named views of a page; none where storage is refused or holds something else. */
export function readViews(pathname: string): readonly SavedView[] {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(PREFIX + pathname) ?? "[]");
    return Array.isArray(parsed) ? parsed.filter(isView).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Adds a view or replaces the one of the same name; false where the browser refuses. */
export function writeView(pathname: string, view: SavedView): boolean {
  const others = readViews(pathname).filter(({ name }) => name !== view.name);
  return write(pathname, [view, ...others].slice(0, MOST));
}

export function dropView(pathname: string, name: string): boolean {
  return write(
    pathname,
    readViews(pathname).filter((view) => view.name !== name),
  );
}

function write(pathname: string, views: readonly SavedView[]): boolean {
  try {
    localStorage.setItem(PREFIX + pathname, JSON.stringify(views));
    return true;
  } catch {
    return false;
  }
}

function isView(value: unknown): value is SavedView {
  if (typeof value !== "object" || value === null) return false;
  if (!("name" in value) || !("query" in value)) return false;
  return typeof value.name === "string" && typeof value.query === "string";
}
