import { ACCESS_CLASS_LABEL, ACCESS_CLASSES, NOT_CLASSIFIED } from "@/lib/core/access-classes";

/** Who runs a server. Stored as written here. */
export const HOSTINGS = ["ours", "vendor", "shared"] as const;
export type Hosting = (typeof HOSTINGS)[number];

export const HOSTING_LABEL = {
  ours: "We run it",
  vendor: "The provider runs it",
  shared: "We and the provider run it",
} as const satisfies Record<Hosting, string>;

export const SERVER_STATUSES = ["active", "retired"] as const;
export type ServerStatus = (typeof SERVER_STATUSES)[number];

export const SERVER_STATUS_LABEL = {
  active: "Active",
  retired: "Retired",
} as const satisfies Record<ServerStatus, string>;

/** What a form sends where an operation is registered without a class. */
export const UNCLASSIFIED = "unclassified";

/** In scope or out of it, as forms send it. */
export const SCOPES = ["in", "out"] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_LABEL = {
  in: "In scope",
  out: "Out of scope",
} as const satisfies Record<Scope, string>;

/** Short names that are addresses of pages. */
export const RESERVED_SLUGS: readonly string[] = [
  "new",
  "import",
  "export",
  "edit",
  "scope",
  "candidates",
  "operations",
];

/** Filters of the register, as they stand in the address; the labels are what a chip says. */
export const SERVER_FILTER_LABEL = {
  status: "Status",
  scope: "Scope",
  environment: "Environment",
  hosting: "Hosting",
  owner: "Owner or deputy",
  dataClass: "Data class",
  gap: "Gap",
  days: "Calls of",
  at: "As of",
} as const;

export const SERVER_SORTS = [
  "name",
  "operations",
  "calls",
  "lastCall",
  "gaps",
  "registered",
] as const;
export type ServerSort = (typeof SERVER_SORTS)[number];

/** Periods over which calls are counted, in UTC days that end with today or the day of the instant asked for. */
export const PERIODS = ["7", "30", "90", "365"] as const;
export const DEFAULT_PERIOD = "90";
export const PERIOD_LABEL = {
  "7": "7 days",
  "30": "30 days",
  "90": "90 days",
  "365": "365 days",
} as const satisfies Record<(typeof PERIODS)[number], string>;

/** Filters of the operations of one server. */
export const OPERATION_FILTERS = [UNCLASSIFIED, ...ACCESS_CLASSES, "unused", "retired"] as const;
export const OPERATION_FILTER_LABEL = {
  unclassified: NOT_CLASSIFIED,
  ...ACCESS_CLASS_LABEL,
  unused: "Not used in the period",
  retired: "Retired",
} as const satisfies Record<(typeof OPERATION_FILTERS)[number], string>;
export const OPERATION_SORTS = ["name", "access", "calls", "lastCall"] as const;
