import type { Decision } from "@/lib/access-reviews/review-view";

/** What a reviewer says of a line. `until`: a day (`2027-03-31`) or empty. */
export type Wish = {
  readonly decision: Decision;
  readonly comment: string;
  readonly until: string;
  readonly remaining: readonly string[];
  readonly newOwnerId: string;
};

/** A decision on its way to the server. `wish` null: the one before is taken back. `after`: the decision it follows. */
export type Entry = {
  readonly id: string;
  readonly order: number;
  readonly lineId: string;
  readonly wish: Wish | null;
  readonly after: string | null;
  readonly madeAt: string;
  readonly opened: boolean;
  /** Why the server did not take it; it waits for its reviewer. */
  readonly refusal?: string;
};

/** Where entries are kept until the server has them: one key each, so that two tabs never write over each other. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The storage of this browser; null where it refuses. */
export function browserShelf(): Shelf | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** The entries of one person, review and stage, as they were made. What cannot be read is left alone. */
export function entriesOn(shelf: Shelf | null, prefix: string): Entry[] {
  if (!shelf) return [];
  const names = Array.from({ length: shelf.length }, (_, at) => shelf.key(at));
  return names
    .flatMap((name) => {
      const entry = name?.startsWith(prefix) ? read(shelf.getItem(name)) : null;
      return entry ? [entry] : [];
    })
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Keeps an entry; false where the browser refuses. */
export function keepEntry(shelf: Shelf | null, prefix: string, entry: Entry): boolean {
  try {
    shelf?.setItem(prefix + entry.id, JSON.stringify(entry));
    return shelf !== null;
  } catch {
    return false;
  }
}

export function dropEntry(shelf: Shelf | null, prefix: string, id: string): void {
  shelf?.removeItem(prefix + id);
}

/** What the server is sent, and where. */
export function postOf(
  entry: Entry,
  { reviewId, stage }: { readonly reviewId: string; readonly stage: 1 | 2 },
): { readonly path: string; readonly body: string } {
  const { id, lineId, after, madeAt, wish, opened } = entry;
  const common = { reviewId, stage, id, lineId, after, madeAt };
  if (wish === null) {
    return { path: "/api/access-reviews/decide/undo", body: JSON.stringify(common) };
  }
  const said = { ...common, opened, decision: wish.decision, comment: wish.comment };
  return {
    path: "/api/access-reviews/decide/decision",
    body: JSON.stringify({ ...said, ...detailOf(wish) }),
  };
}

function detailOf({ decision, until, remaining, newOwnerId }: Wish) {
  if (decision === "keep-until") return { until };
  if (decision === "reduce") return { remaining };
  return decision === "transfer" || decision === "cannot-judge" ? { newOwnerId } : {};
}

/** What a failed status means for a decision: only what can never succeed is refused. 0: nothing was reached. */
export function answerOf(status: number): "signed-out" | "later" | "refused" {
  if (status === 401) return "signed-out";
  const later = status === 0 || status === 408 || status === 429 || status >= 500;
  return later ? "later" : "refused";
}

function read(text: string | null): Entry | null {
  try {
    const parsed: Entry | null = JSON.parse(text ?? "null");
    const whole = typeof parsed?.id === "string" && typeof parsed.lineId === "string";
    return whole ? parsed : null;
  } catch {
    return null; // storage is not ours alone
  }
}
