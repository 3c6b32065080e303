import type { DecideLine } from "@/lib/access-reviews/decide/decide-view";

export const DECIDE_VIEWS = ["agent", "server", "flat"] as const;
export type DecideView = (typeof DECIDE_VIEWS)[number];

export const DECIDE_VIEW_LABEL = {
  agent: "By agent",
  server: "By server",
  flat: "As one list",
} as const satisfies Record<DecideView, string>;

export const DECIDE_SHOWS = ["all", "undecided", "privileged", "changed"] as const;
export type DecideShow = (typeof DECIDE_SHOWS)[number];

export const DECIDE_SHOW_LABEL = {
  all: "All lines",
  undecided: "Undecided",
  privileged: "Privileged",
  changed: "New or changed",
} as const satisfies Record<DecideShow, string>;

/** What a visit begins with. */
export type DecideStart = {
  readonly view: DecideView;
  readonly show: DecideShow;
  /** The number of the line to begin with; null: the first that waits. */
  readonly n: number | null;
};

/** A row of the list: where a section or a group begins, or a line. */
export type DecideRow =
  | {
      readonly kind: "section";
      readonly key: string;
      readonly words: string;
      readonly count: number;
    }
  | {
      readonly kind: "group";
      readonly key: string;
      readonly words: string;
      readonly detail: string;
    }
  | { readonly kind: "line"; readonly key: string; readonly line: DecideLine };

type Wish = { readonly view: DecideView; readonly show: DecideShow; readonly q: string };

const SECTION_WORDS = { privileged: "Privileged", standard: "Standard" } as const;

/** The lines in the order of a view, the privileged ones first (REV-09). Sorted once a view: a decision moves no line. */
export function orderLines(lines: readonly DecideLine[], view: DecideView): DecideLine[] {
  const keyed = lines.map((line) => {
    const words = view === "flat" ? [] : [...namesOf(line, view), line.operation, line.environment];
    return { line, key: [Number(line.section === "standard"), ...words].join("\u0000") };
  });
  return keyed.sort((a, b) => compare(a.key, b.key) || a.line.n - b.line.n).map(({ line }) => line);
}

/**
 * The list as it is read: the privileged section first and by itself, in it groups by agent, then server, then operation, or by
 * server, then agent. `ordered`: of orderLines. `keep`: a line that stays in sight although it was just decided.
 */
export function decideRows(
  ordered: readonly DecideLine[],
  isDecided: (line: DecideLine) => boolean,
  { view, show, q }: Wish,
  keep: string | null,
): DecideRow[] {
  const wanted = q.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const shown = ordered.filter(
    (line) => (isShown(line, isDecided(line), show) || line.id === keep) && says(line, wanted),
  );
  return (["privileged", "standard"] as const).flatMap((section) => {
    const inside = shown.filter((line) => line.section === section);
    if (inside.length === 0) return [];
    const words = SECTION_WORDS[section];
    const head = { kind: "section", key: section, words, count: inside.length } as const;
    return [head, ...withGroups(inside, view)];
  });
}

function withGroups(lines: readonly DecideLine[], view: DecideView): DecideRow[] {
  let last = "";
  return lines.flatMap((line): DecideRow[] => {
    const row = { kind: "line", key: line.id, line } as const;
    if (view === "flat") return [row];
    const [words = "", detail = ""] = namesOf(line, view);
    const key = `${words}\u0000${detail}`;
    if (key === last) return [row];
    last = key;
    return [{ kind: "group", key: `group-${line.id}`, words, detail }, row];
  });
}

/** What a line is grouped under: agent and server, or the other way round. */
function namesOf(line: DecideLine, view: DecideView): [string, string] {
  const agent = line.agent || line.who;
  const server = line.server || (line.kind === "access" ? "Every server" : "");
  return view === "server" ? [server || "No server", agent] : [agent, server];
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

function isShown(line: DecideLine, decided: boolean, show: DecideShow): boolean {
  switch (show) {
    case "all":
      return true;
    case "undecided":
      return !decided;
    case "privileged":
      return line.section === "privileged";
    case "changed":
      return line.change !== "same";
    default:
      return show satisfies never;
  }
}

function says(line: DecideLine, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [line.who, line.agent, line.server, line.operation, line.environment, `#${line.n}`]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The lines of rows, as `j` and `k` go through them. */
export function linesIn(rows: readonly DecideRow[]): DecideLine[] {
  return rows.flatMap((row) => (row.kind === "line" ? [row.line] : []));
}

/** The next line that waits for a decision after one, from the start again at the end; null: none. */
export function nextUndecided(
  order: readonly DecideLine[],
  from: string | null,
  isDecided: (line: DecideLine) => boolean,
): DecideLine | null {
  const at = order.findIndex(({ id }) => id === from);
  const round = [...order.slice(at + 1), ...order.slice(0, at + 1)];
  return round.find((line) => line.ready && line.id !== from && !isDecided(line)) ?? null;
}

/** About how many minutes the lines take that nobody has decided yet; a privileged one counts three times. */
export function minutesLeft(
  lines: readonly DecideLine[],
  isDecided: (line: DecideLine) => boolean,
  secondsPerLine: number,
): number {
  const weight = lines.reduce((sum, line) => {
    if (isDecided(line)) return sum;
    return sum + (line.section === "privileged" ? 3 : 1);
  }, 0);
  return Math.ceil((weight * secondsPerLine) / 60);
}

/** Seconds a decision takes this reviewer, of what they decided in this sitting; null: too few to say. */
export function paceOf(times: readonly number[]): number | null {
  const gaps = times
    .slice(1)
    .map((time, at) => (time - (times[at] ?? time)) / 1_000)
    .filter((gap) => gap < 300); // a pause is no decision
  if (gaps.length < 8) return null;
  return gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}
