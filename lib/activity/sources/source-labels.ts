import type { AdapterKind } from "../adapters/adapter";
import type { Group } from "../record/completeness";

/** How the records of a source are read: as each says itself, as one kind of sender writes, or by a mapping. */
export type SourceKind = "auto" | AdapterKind;

export const SOURCE_KIND_LABEL = {
  auto: "As each record says",
  otlp: "OpenTelemetry",
  agentgateway: "agentgateway",
  litellm: "litellm",
  obot: "obot or nanobot",
  contextforge: "ContextForge",
  envoy: "Envoy AI Gateway",
  kong: "Kong",
  toolhive: "ToolHive",
  cloudflare: "Cloudflare",
  mapping: "A mapping of your own",
} as const satisfies Record<SourceKind, string>;

export const SOURCE_KINDS = [
  "auto",
  "otlp",
  "agentgateway",
  "litellm",
  "obot",
  "contextforge",
  "envoy",
  "kong",
  "toolhive",
  "cloudflare",
  "mapping",
] as const satisfies readonly SourceKind[];

/** What is offered; an environment that a gateway names itself may be another. */
export const SOURCE_ENVIRONMENTS = ["production", "staging", "development", "test"] as const;

/** The seven groups of what an auditor asks of a call. */
export const GROUP_LABEL = {
  G1: "Time",
  G2: "Caller",
  G3: "Address and user agent",
  G4: "Tool and server",
  G5: "Arguments",
  G6: "Outcome and duration",
  G7: "Trace or correlation",
} as const satisfies Record<Group, string>;

/** The fields of a source, in the order of its form. */
export const SOURCE_FIELD_LABEL = {
  version: "Version",
  name: "Name",
  kind: "Kind",
  environment: "Environment",
  region: "Region",
  places: "Where its servers stand",
  utcOffset: "Offset of times without a zone",
  trustedHops: "Trusted proxy hops",
  rhythmMinutes: "Expected rhythm in minutes",
  sampling: "Sampling",
  ownerId: "Looked after by",
  note: "Note",
} as const;
export type SourceField = keyof typeof SOURCE_FIELD_LABEL;

/** Lengths in UTF-16 code units, as a browser's `maxlength` counts. */
export const SOURCE_NAME_MAX = 80;
export const SOURCE_ID_MAX = 63;
export const PLACE_MAX = 120;
export const PLACES_MAX = 200;
export const PLACES_TEXT_MAX = 20_000;
export const SOURCE_NOTE_MAX = 1000;
export const SOURCE_REASON_MAX = 1000;
export const TRUSTED_HOPS_MAX = 8;
export const RHYTHM_MINUTES_MAX = 10_080;
export const OVERLAP_HOURS_MAX = 720;
export const MAPPING_TEXT_MAX = 100_000;
export const PREVIEW_TEXT_MAX = 200_000;

/** How long two tokens of one source may be good side by side, while the gateway is given the new one. */
export const OVERLAPS = [
  { hours: 0, label: "Ends at once" },
  { hours: 1, label: "One hour" },
  { hours: 24, label: "One day" },
  { hours: 168, label: "One week" },
  { hours: OVERLAP_HOURS_MAX, label: "Thirty days" },
] as const;
