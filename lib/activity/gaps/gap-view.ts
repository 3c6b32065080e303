import {
  GAP_DISPOSITION_LABEL,
  GAP_KIND_LABEL,
  type GapDisposition,
  type GapKind,
  isGapDisposition,
  isGapKind,
} from "./gap-labels";

/** A stretch of which nothing proves that it was quiet, for pictures and answers. Instants are ISO texts; `to` null: it lasts. */
export type GapSpan = {
  id: string;
  source: string;
  kind: GapKind;
  kindWord: string;
  from: string;
  to: string | null;
  detail: string;
  disposition: GapDisposition;
  dispositionWord: string;
};

/** One gap of the list, with what was said about it. */
export type GapRowShown = GapSpan & {
  sourceName: string;
  epoch: string;
  numbers: string;
  foundAt: string;
  filledAt: string;
  cause: string;
  impact: string;
  incident: string;
  disposedBy: string;
  disposedAt: string;
  version: number;
  /** How long it was, in words. */
  length: string;
};

export type StoredGap = {
  id: string;
  sourceId: string;
  kind: string;
  fromAt: Date;
  toAt: Date | null;
  epoch: string | null;
  firstSeq: bigint | null;
  lastSeq: bigint | null;
  detail: string;
  foundAt: Date;
  filledAt: Date | null;
  cause: string | null;
  impact: string | null;
  disposition: string;
  incident: string | null;
  disposedById: string | null;
  disposedAt: Date | null;
  version: number;
};

export function toGapSpan(gap: StoredGap): GapSpan {
  const kind = isGapKind(gap.kind) ? gap.kind : "silence";
  const disposition = isGapDisposition(gap.disposition) ? gap.disposition : "unexplained";
  return {
    id: gap.id,
    source: gap.sourceId,
    kind,
    kindWord: GAP_KIND_LABEL[kind],
    from: gap.fromAt.toISOString(),
    to: gap.toAt?.toISOString() ?? null,
    detail: gap.detail,
    disposition,
    dispositionWord: GAP_DISPOSITION_LABEL[disposition],
  };
}

type Around = {
  /** Names of people by id, of sources by id. */
  readonly people: ReadonlyMap<string, { readonly name: string }>;
  readonly sources: ReadonlyMap<string, string>;
};

export function toGapRow(gap: StoredGap, { people, sources }: Around, now: Date): GapRowShown {
  const { disposedById } = gap;
  return {
    ...toGapSpan(gap),
    sourceName: sources.get(gap.sourceId) ?? gap.sourceId,
    epoch: gap.epoch ?? "",
    numbers: numbersText(gap),
    foundAt: gap.foundAt.toISOString(),
    filledAt: instantText(gap.filledAt),
    cause: gap.cause ?? "",
    impact: gap.impact ?? "",
    incident: gap.incident ?? "",
    disposedBy: disposedById === null ? "" : (people.get(disposedById)?.name ?? disposedById),
    disposedAt: instantText(gap.disposedAt),
    version: gap.version,
    length: lengthText((gap.toAt ?? now).getTime() - gap.fromAt.getTime(), gap.toAt === null),
  };
}

function numbersText({ firstSeq, lastSeq }: StoredGap): string {
  if (firstSeq === null) return "";
  return firstSeq === lastSeq ? `${firstSeq}` : `${firstSeq} to ${lastSeq}`;
}

function instantText(instant: Date | null): string {
  return instant?.toISOString() ?? "";
}

const MINUTE = 60_000;

/** `3 h 20 min`, the two greatest units. */
export function lengthText(milliseconds: number, lasts = false): string {
  const minutes = Math.max(0, Math.floor(milliseconds / MINUTE));
  const said = minutes < 60 ? shortText(milliseconds) : longText(minutes);
  return lasts ? `${said}, lasts` : said;
}

function longText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return hours < 24
    ? `${hours} h ${minutes % 60} min`
    : `${Math.floor(hours / 24).toLocaleString("en")} d ${hours % 24} h`;
}

function shortText(milliseconds: number): string {
  if (milliseconds >= MINUTE) return `${Math.floor(milliseconds / MINUTE)} min`;
  return `${(Math.max(0, milliseconds) / 1_000).toLocaleString("en", { maximumFractionDigits: 3 })} s`;
}

/** What the list of gaps says today, in a sentence. */
export function gapsSentence({ open, unexplained }: { open: number; unexplained: number }): string {
  if (open === 0) return "No gap is open: what is known to be missing has come after all.";
  const said = `${open.toLocaleString("en")} ${open === 1 ? "gap is" : "gaps are"} not filled`;
  if (unexplained === 0) return `${said}, and each has an explanation.`;
  return `${said}, ${unexplained.toLocaleString("en")} of them unexplained. A period with an unexplained gap does not pass.`;
}

/** What the table of days holds, in a sentence. */
export function daysSentence({
  sources,
  more,
}: {
  sources: readonly unknown[];
  more: number;
}): string {
  const said =
    "What each of the last 90 days is as evidence, by what was counted once it was over.";
  return more > 0
    ? `${said} The first ${sources.length} sources by name; choose one of the ${more} others to see its days.`
    : said;
}
