import type { ExportColumn } from "@/lib/exports/cells";
import type { DayVerdict } from "./ageing";
import { instant, number, text } from "./export-cells";
import type { KeyDays } from "./population";
import { environmentWord, type KeyRow, kindWord, personShown } from "./view";

/** Names are stable, new columns come at the end (IPE-13). */
/** A key with its calls of all time. */
export type ExportedKey = KeyRow & { calls: number };

export const KEY_COLUMNS: readonly ExportColumn<ExportedKey>[] = [
  text(
    "public_id",
    "Public id",
    "Id by which gateways know the key. Never its secret.",
    ({ publicId }) => publicId,
    28,
  ),
  text("label", "Label", "What people call it.", ({ label }) => label, 26),
  text("kind", "Kind", "What kind of credential it is.", ({ kindWord: word }) => word, 22),
  text(
    "state",
    "State",
    "Where it is in its life when the file was made.",
    ({ stateWord }) => stateWord,
    12,
  ),
  text("bearer_kind", "Belongs to", "Agent, server or person.", ({ bearer }) => bearer.what, 9),
  text(
    "bearer",
    "Bearer",
    "The one agent, server or person it belongs to.",
    ({ bearer }) => bearer.name,
    22,
  ),
  text("owner", "Owner", "Name of the person who answers for it.", ({ owner }) => owner.name),
  text("owner_id", "Owner (id)", "Opaque id of that person.", ({ owner }) => owner.id, 36, true),
  text(
    "environment",
    "Environment",
    "The one environment it is for.",
    ({ environment }) => environment,
    12,
  ),
  text("purpose", "Purpose", "The one purpose it is for.", ({ purpose }) => purpose, 34),
  text(
    "other_names",
    "Other names",
    "What else gateways call it; empty if nothing.",
    ({ names }) => names,
    20,
    true,
  ),
  text("algorithm", "Algorithm", "Algorithm and length.", ({ algorithm }) => algorithm, 18, true),
  text("store", "Kept in", "Vault or HSM that holds the secret.", ({ store }) => store, 18, true),
  instant("issued_at", "Issued", "When it was issued.", ({ issuedAt }) => issuedAt),
  instant(
    "expires_at",
    "Expires",
    "When it expires; empty if it does not.",
    ({ expiresAt }) => expiresAt,
    true,
  ),
  number("age_days", "Age", "Whole UTC days since its issue, until it ended.", ({ age }) => age),
  number(
    "max_age_days",
    "Oldest",
    "Days by the rule in force; empty where no rotation is asked (KEY-07).",
    ({ max }) => max,
  ),
  text(
    "good_until",
    "Good until",
    "Last day on which it is not too old.",
    ({ goodUntil }) => goodUntil,
    11,
  ),
  instant(
    "last_used_at",
    "Last used",
    "Last call in the ledger that was not denied; empty if there is none.",
    ({ lastUsedAt }) => lastUsedAt,
  ),
  number("calls", "Calls", "Calls in the ledger that were not denied.", ({ calls }) => calls),
  text(
    "marks",
    "Marked",
    "What is wrong with it or will be soon; empty if nothing.",
    ({ marks }) => marks.map(({ word }) => word).join("; "),
    26,
  ),
  text("id", "Id", "Opaque id of the key.", ({ id }) => id, 36, true),
];

export type KeyDayRow = KeyDays["keys"][number] & { names: KeyDays["names"] };

export const KEY_DAY_COLUMNS: readonly ExportColumn<KeyDayRow>[] = [
  text(
    "public_id",
    "Public id",
    "Id by which gateways know the key.",
    ({ entry }) => entry.key.publicId,
    28,
  ),
  text("label", "Label", "What people call it.", ({ entry }) => entry.key.label, 24),
  text(
    "kind",
    "Kind",
    "What kind of credential it is.",
    ({ entry }) => kindWord(entry.key.kind),
    20,
  ),
  text(
    "environment",
    "Environment",
    "The one environment it is for.",
    ({ entry }) => environmentWord(entry.key.environment),
    12,
  ),
  text(
    "owner",
    "Owner",
    "Name of the person who answers for it.",
    ({ entry, names }) => personShown(entry.key.ownerId, names).name,
  ),
  instant("issued_at", "Issued", "When it was issued.", ({ entry }) =>
    entry.key.issuedAt.toISOString(),
  ),
  number("days", "Key-days", "UTC days of the period on which it could be used.", ({ spans }) =>
    spans.reduce((sum, { days }) => sum + days, 0),
  ),
  ...verdictColumns(),
  number(
    "oldest",
    "Oldest",
    "Its age in days on the last of these days.",
    ({ spans }) => spans.at(-1)?.ageTo ?? 0,
  ),
  text(
    "spans",
    "Days by rule",
    "Each run of days: verdict, age at its end, limit and version of the rule.",
    ({ spans }) =>
      spans
        .map(
          ({ from, to, verdict, ageTo, max, version }) =>
            `${from} to ${to}: ${verdict}, age ${ageTo}${max === null ? "" : ` of ${max}`}, rule ${version}`,
        )
        .join("; "),
    46,
  ),
  text(
    "rotated",
    "Rotated",
    "Whether a rotation to or from it is on record.",
    ({ rotated }) => (rotated ? "yes" : "never"),
    8,
  ),
  text("id", "Id", "Opaque id of the key.", ({ entry }) => entry.key.id, 36, true),
];

function verdictColumns(): ExportColumn<KeyDayRow>[] {
  const day = (key: string, header: string, definition: string, verdict: DayVerdict) =>
    number<KeyDayRow>(key, header, definition, ({ days }) => days[verdict]);
  return [
    day("within", "Within", "Days on which it was not too old.", "within"),
    day("excepted", "Exception", "Days on which it was too old and an exception held.", "excepted"),
    day("over", "Over", "Days on which it was too old and nothing excused it.", "over"),
    day(
      "not_applicable",
      "Not asked",
      "Days of a workload identity, of which no rotation is asked.",
      "not-applicable",
    ),
  ];
}
