/** What the list of grants shows, as it stands in the address. */
export const GRANT_SHOWS = [
  "in-force",
  "ends-soon",
  "wildcard",
  "unrecorded",
  "over",
  "all",
] as const;
export type GrantShow = (typeof GRANT_SHOWS)[number];

export const GRANT_SHOW_LABEL = {
  "in-force": "In force",
  "ends-soon": "Ending soon",
  wildcard: "Wildcards in force",
  unrecorded: "Without an approval on record",
  over: "Over",
  all: "All",
} as const satisfies Record<GrantShow, string>;

/** How a grant came to be. */
export const GRANT_KINDS = ["normal", "standard", "emergency"] as const;
export type GrantKind = (typeof GRANT_KINDS)[number];

export const GRANT_KIND_LABEL = {
  normal: "Approved",
  standard: "Standard change",
  emergency: "Emergency",
} as const satisfies Record<GrantKind, string>;

export const GRANT_STATE_LABEL = {
  future: "Not begun",
  "in-force": "In force",
  expired: "Over by its date",
  ended: "Ended",
} as const;

export const GRANT_STATE_TONE = {
  future: "plain",
  "in-force": "strong",
  expired: "muted",
  ended: "muted",
} as const;

export const GRANT_SORTS = ["from", "until"] as const;

/** What stands where one grant is for every operation of its server. */
export const EVERY_OPERATION = "* (every operation)";

/** The kind in words; what another version stored stays as it is. */
export function grantKindWord(kind: string): string {
  const known = GRANT_KINDS.find((each) => each === kind);
  return known ? GRANT_KIND_LABEL[known] : kind;
}
