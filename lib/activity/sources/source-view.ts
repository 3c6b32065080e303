import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { GROUPS, type Group } from "../record/completeness";
import type { SourceDay, SourceFigures } from "./queries-source-health";
import type { ListedMapping, ListedSourceToken } from "./queries-source-parts";
import type { ListedSource } from "./queries-sources";
import { GROUP_LABEL, SOURCE_KIND_LABEL } from "./source-labels";
import { sourcePlaces } from "./source-schema";
import { kindOf, placesText } from "./source-words";

type Names = ReadonlyMap<string, { name: string }>;

/** Where a source stands. Whether quiet is a gap is judged by its rhythm alone. */
export type SourceState = {
  state: "disabled" | "unseen" | "silent" | "sending" | "quiet";
  label: string;
};

/** How much of a field group the calls of the last days hold. */
export type GroupFigure = { group: Group; label: string; percent: number | null };

/** A source in the list. Instants are ISO 8601. */
export type SourceRow = {
  id: string;
  name: string;
  kind: string;
  environment: string;
  region: string;
  lastSeen: string | null;
  callsPerMinute: string;
  lag: string;
  groups: readonly GroupFigure[];
  calls: number;
  quarantined: number;
  state: SourceState;
  owner: string;
};

export function toSourceRow(
  source: ListedSource,
  figures: SourceFigures | undefined,
  names: Names,
  now: Date,
): SourceRow {
  return {
    id: source.id,
    name: source.name,
    kind: SOURCE_KIND_LABEL[kindOf(source.kind)],
    environment: source.environment ?? "",
    region: source.region ?? "",
    lastSeen: figures?.lastSeen?.toISOString() ?? null,
    callsPerMinute: ((figures?.receivedLastHour ?? 0) / 60).toFixed(1),
    lag: lagWords(figures?.lagMin ?? null, figures?.lagMax ?? null),
    groups: groupFigures(figures),
    calls: figures?.calls ?? 0,
    quarantined: figures?.quarantined ?? 0,
    state: stateOf(source, figures?.lastSeen ?? null, now),
    owner: source.ownerId === null ? "" : (names.get(source.ownerId)?.name ?? source.ownerId),
  };
}

/** One sentence over all sources: what the page proves or lacks now. */
export function sourcesSentence(rows: readonly SourceRow[]): string {
  if (rows.length === 0) return "No gateway sends anything yet.";
  const count = (state: SourceState["state"]) =>
    rows.filter((row) => row.state.state === state).length;
  const quarantined = rows.reduce((sum, row) => sum + row.quarantined, 0);
  const parts = [
    `${count("sending")} sending`,
    ...(count("silent") > 0 ? [`${count("silent")} silent against their rhythm`] : []),
    ...(count("unseen") > 0 ? [`${count("unseen")} never heard of`] : []),
    ...(count("disabled") > 0 ? [`${count("disabled")} disabled`] : []),
    `${quarantined.toLocaleString("en")} ${quarantined === 1 ? "record" : "records"} in quarantine`,
  ];
  return `${parts.join(", ")}. The rate is that of the last hour, the lag that of the last day, completeness that of the calls of seven days.`;
}

/** The facts on the page of one source, in words. */
export function toSourceFacts(source: ListedSource, figures: SourceFigures | undefined) {
  const { rhythmMinutes, mappingVersion, trustedHops, sampling } = source;
  return {
    kind: SOURCE_KIND_LABEL[kindOf(source.kind)],
    mapping: mappingWords(mappingVersion, source.kind === "mapping"),
    places: placesText(sourcePlaces.parse(source.places)),
    rhythm:
      rhythmMinutes === null
        ? "none, so that nobody is told when it is silent"
        : `at least one push in ${rhythmMinutes.toLocaleString("en")} min`,
    hops: trustedHops === 0 ? "none: the address that the gateway saw" : String(trustedHops),
    sampling: SAMPLING_WORDS.get(sampling) ?? `a share of ${sampling}`,
    utcOffset: source.utcOffset,
    note: source.note,
    addedAt: source.addedAt.toISOString(),
    clock: clockWords(figures?.lagMin ?? null),
  };
}

function mappingWords(version: number | null, isInUse: boolean): string {
  if (version === null) return "none saved";
  return isInUse
    ? `version ${version}`
    : `version ${version}, not in use while the kind is another`;
}

export type SourceFacts = ReturnType<typeof toSourceFacts>;

const SAMPLING_WORDS = new Map([
  ["unknown", "not known, so its traces are no complete evidence"],
  ["all", "none: every call is sent"],
]);

/** Lag from received to happened: what is longest under way, and whether something came before it happened. */
function lagWords(least: number | null, most: number | null): string {
  if (least === null || most === null) return "";
  return least < 0 ? `${duration(least)} to ${duration(most)}` : duration(most);
}

// A record cannot come before its call: then the clocks differ by at least so much.
function clockWords(least: number | null): string {
  if (least === null) return "not known yet";
  return least < 0
    ? `at least ${duration(-least)} ahead of ours`
    : `not ahead of ours; the fastest record was under way ${duration(least)}`;
}

/** A length of time in the unit that suits it. */
export function duration(ms: number): string {
  const size = Math.abs(ms);
  if (size < 1_000) return `${Math.round(ms)} ms`;
  if (size < MINUTE_MS) return `${(ms / 1_000).toFixed(1)} s`;
  if (size < HOUR_MS) return `${(ms / MINUTE_MS).toFixed(1)} min`;
  if (size < 2 * DAY_MS) return `${(ms / HOUR_MS).toFixed(1)} h`;
  return `${(ms / DAY_MS).toFixed(1)} d`;
}

/** The seven groups of the calls of the last days; null where there were none. */
export function groupFigures(figures: SourceFigures | undefined): GroupFigure[] {
  return GROUPS.map((group) => ({
    group,
    label: GROUP_LABEL[group],
    percent: figures && figures.calls > 0 ? share(figures.full[group], figures.calls) : null,
  }));
}

// Rounded down: 100 means all of them.
function share(part: number, whole: number): number {
  return Math.floor((part / whole) * 100);
}

const GRACE_MS = 2 * MINUTE_MS; // a sign of life is written when its minute is over

/** Where a source stands now. */
export function stateOf(
  source: { readonly disabledAt: Date | null; readonly rhythmMinutes: number | null },
  lastSeen: Date | null,
  now: Date,
): SourceState {
  if (source.disabledAt) return { state: "disabled", label: "Disabled" };
  if (!lastSeen) return { state: "unseen", label: "Nothing yet" };
  const age = now.getTime() - lastSeen.getTime();
  const { rhythmMinutes } = source;
  if (rhythmMinutes !== null && age > rhythmMinutes * MINUTE_MS + GRACE_MS) {
    return { state: "silent", label: "Silent" };
  }
  if (rhythmMinutes !== null || age <= DAY_MS) return { state: "sending", label: "Sending" };
  return { state: "quiet", label: "Quiet, no rhythm set" };
}

export type SourceTokenRow = {
  id: string;
  hint: string;
  madeBy: string;
  madeAt: string;
  endsAt: string | null;
  state: { label: string; outcome: "pass" | "attention" | "na" };
  revocable: boolean;
};

export function toSourceTokenRow(
  token: ListedSourceToken,
  names: Names,
  now: Date,
): SourceTokenRow {
  const isOver = token.expiresAt !== null && token.expiresAt <= now;
  return {
    id: token.id,
    hint: `cs_…${token.hint}`,
    madeBy: names.get(token.madeById)?.name ?? token.madeById,
    madeAt: token.madeAt.toISOString(),
    endsAt: (token.revokedAt ?? token.expiresAt)?.toISOString() ?? null,
    state: tokenState(token, isOver),
    revocable: token.revokedAt === null && !isOver,
  };
}

function tokenState(
  { revokedAt, expiresAt }: ListedSourceToken,
  isOver: boolean,
): SourceTokenRow["state"] {
  if (revokedAt) return { label: "Revoked", outcome: "na" };
  if (isOver) return { label: "Ended", outcome: "na" };
  return expiresAt
    ? { label: "Ends soon", outcome: "attention" }
    : { label: "Good", outcome: "pass" };
}

export type SourceDayRow = {
  id: string;
  occurred: number;
  received: number;
  heartbeats: number;
  pushes: number;
  duplicates: number;
  quarantined: number;
  skipped: number;
  lag: string;
};

export function toSourceDayRow({ day, lagMin, lagMax, ...counts }: SourceDay): SourceDayRow {
  return { id: day, ...counts, lag: lagWords(lagMin, lagMax) };
}

export type MappingRow = {
  id: string;
  version: number;
  savedBy: string;
  savedAt: string;
  text: string;
};

export function toMappingRow(mapping: ListedMapping, names: Names): MappingRow {
  return {
    id: String(mapping.version),
    version: mapping.version,
    savedBy: names.get(mapping.savedById)?.name ?? mapping.savedById,
    savedAt: mapping.savedAt.toISOString(),
    text: mapping.text,
  };
}
