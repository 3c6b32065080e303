/** How a list of tools came to us. Stored as written here. */
export const ORIGINS = ["paste", "upload", "fetch"] as const;
export type Origin = (typeof ORIGINS)[number];

export const ORIGIN_LABEL = {
  paste: "Pasted",
  upload: "Uploaded",
  fetch: "Fetched from the server",
} as const satisfies Record<Origin, string>;

/** Narrows stored text; null for what another version stored. */
export function originOf(text: string): Origin | null {
  return ORIGINS.find((known) => known === text) ?? null;
}

/** How an operation stands between what its server says of it and what a person approved. */
export const PIN_STATES = ["none", "waiting", "pinned", "drifted", "gone"] as const;
export type PinState = (typeof PIN_STATES)[number];

export const PIN_STATE_LABEL = {
  none: "No definition",
  waiting: "Not pinned",
  pinned: "Pinned",
  drifted: "Changed since pinned",
  gone: "No longer listed",
} as const satisfies Record<PinState, string>;

export const PIN_STATE_MEANS = {
  none: "Nobody has imported what the server says about this operation, so a change of it would not be seen.",
  waiting: "What the server says has been observed. Nobody has approved it yet.",
  pinned: "What the server says is what a person approved, byte for byte.",
  drifted: "The server says something else than what a person approved.",
  gone: "The last list of the server no longer held this operation.",
} as const satisfies Record<PinState, string>;

/** What an import does with an operation. */
export const IMPORT_STEPS = ["new", "first", "changed", "back", "same", "gone"] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

export const IMPORT_STEP_LABEL = {
  new: "New operations",
  first: "Registered, without a definition so far",
  changed: "Changed",
  back: "As pinned again",
  same: "As they are",
  gone: "No longer listed",
} as const satisfies Record<ImportStep, string>;
