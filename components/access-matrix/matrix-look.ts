import {
  DENIED_BIT,
  enforcedIn,
  flagBit,
  GRANTED_BIT,
  type MatrixCells,
} from "@/lib/access-matrix/matrix/cells-view";
import {
  DEVIATIONS,
  FLAGS,
  type Flag,
  type MatrixHead,
} from "@/lib/access-matrix/matrix/matrix-view";
import { FLAG_TONE, type Tone } from "./matrix-flag-tone";
import type { Picture, Span } from "./matrix-picture";
import { type Glyph, spriteOf } from "./matrix-sprites";
import { ACCESS_CLASS_LETTER, agentLabel, environmentLetter, keyLabel } from "./matrix-words";

const CROSSING = flagBit("environment-crossing");
const MISSING = flagBit("granted-not-enforced");
const EXCESS = bits(["enforced-not-granted", "used-not-granted", "expired", "orphan"]);
const DEVIATING = bits(DEVIATIONS);
const BY_TONE = (["fail", "attention", "note"] as const).map(
  (tone) => [tone, bits(FLAGS.filter((flag) => FLAG_TONE[flag] === tone))] as const,
);

/** What is drawn for a cell: by its flags first, else by who has it. */
export function glyphOf(flags: number, state: number): Glyph {
  if (flags & CROSSING) return "crossing";
  if (flags & EXCESS) return "excess";
  if (flags & MISSING) return "missing";
  const enforced = enforcedIn(state);
  if (state & GRANTED_BIT) {
    if (enforced === "unknown") return "unknown";
    return enforced === "yes" ? "both" : "granted";
  }
  if (enforced === "yes") return "enforced";
  return state & DENIED_BIT ? "denied" : "none";
}

export function toneOf(flags: number): Tone {
  return BY_TONE.find(([, marks]) => (flags & marks) !== 0)?.[0] ?? "plain";
}

/** The picture of decoded cells. */
export function pictureOf({ head, starts, column, used, flags, state }: MatrixCells): Picture {
  const sprites = new Uint16Array(column.length);
  const flagged = new Uint8Array(column.length);
  for (let cell = 0; cell < column.length; cell += 1) {
    const marks = flags[cell] ?? 0;
    sprites[cell] = spriteOf(glyphOf(marks, state[cell] ?? 0), toneOf(marks), used[cell] ?? 0);
    flagged[cell] = marks & DEVIATING ? 1 : 0;
  }
  return { ...headsOf(head), starts, columns: column, sprites, flagged };
}

function headsOf({ principals, environments, lines, columns, columnTotals }: MatrixHead) {
  const rows = lines.map(({ principal, environment, granted, flagged }) => {
    const own = principals[principal]?.environment ?? null;
    const here = environments[environment] ?? "";
    return {
      label: keyLabel(principals[principal]),
      letter: environmentLetter(here),
      astray: own !== null && own !== here,
      granted,
      flagged,
    };
  });
  const operations = columns.map(({ operation, access, registered }, nth) => ({
    label: operation,
    letter: access === null ? "?" : (ACCESS_CLASS_LETTER[access] ?? "?"),
    registered,
    granted: columnTotals[nth]?.granted ?? 0,
    flagged: columnTotals[nth]?.flagged ?? 0,
  }));
  const agents = spansOf(lines.map(({ principal }) => agentLabel(principals[principal])));
  return { rows, agents, operations, servers: spansOf(columns.map(({ server }) => server)) };
}

function spansOf(labels: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const [nth, label] of labels.entries()) {
    const last = spans.at(-1);
    if (last?.label === label) spans[spans.length - 1] = { ...last, to: nth + 1 };
    else spans.push({ label, from: nth, to: nth + 1 });
  }
  return spans;
}

function bits(flags: readonly Flag[]): number {
  return flags.reduce((all, flag) => all | flagBit(flag), 0);
}
