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

/** What an operation can do at worst, mildest first. Stored as written here. */
export const ACCESS_CLASSES = ["read", "write", "delete", "admin"] as const;
export type AccessClass = (typeof ACCESS_CLASSES)[number];

export const ACCESS_CLASS_LABEL = {
  read: "Read",
  write: "Write",
  delete: "Delete",
  admin: "Administer",
} as const satisfies Record<AccessClass, string>;

export const ACCESS_CLASS_MEANS = {
  read: "It answers questions and changes nothing.",
  write: "It adds or changes records, or sends something.",
  delete: "It removes records, drops tables or closes accounts.",
  admin: "It changes who may do what, or how the server works.",
} as const satisfies Record<AccessClass, string>;

export const NOT_CLASSIFIED = "Not classified";

/** Narrows stored text; what nobody has classified, or another version stored, is null. */
export function accessClassOf(text: string | null): AccessClass | null {
  return ACCESS_CLASSES.find((known) => known === text) ?? null;
}

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
