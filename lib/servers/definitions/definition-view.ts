import type { AccessClass } from "@/lib/core/access-classes";
import type { ImportStep, PinState } from "./definition-labels";

/** One place at which two definitions differ; null: it was or is not there. */
export type DifferenceShown = {
  readonly field: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
};

/** What an import would do with one operation. */
export type ImportLine = {
  readonly name: string;
  readonly step: ImportStep;
  /** SHA-256 of what the list says, and of what is pinned; empty where there is none. */
  readonly hash: string;
  readonly pinnedHash: string;
  readonly differences: readonly DifferenceShown[];
  /** What a person should look at, in sentences. */
  readonly notices: readonly string[];
  /** Proposed for a new operation, from what the server says. */
  readonly meaning: string;
  readonly access: AccessClass | "";
  readonly why: string;
};

/** What a list would do. With one refusal nothing is imported. `warning`: about where it was fetched; empty if none. */
export type ImportPlan = {
  readonly hash: string;
  readonly warning: string;
  readonly refused: readonly { readonly place: string; readonly message: string }[];
  readonly lines: readonly ImportLine[];
};

/** A definition that a server has or had. Instants as ISO 8601; empty where there is none. */
export type DefinitionRow = {
  readonly id: string;
  readonly hash: string;
  readonly observedAt: string;
  readonly lastSeenAt: string;
  readonly replacedAt: string;
  readonly pinnedAt: string;
  readonly pinnedBy: { readonly name: string; readonly title: string } | null;
  readonly unpinnedAt: string;
  readonly origin: string;
  /** Against the one before it; of the first, everything. */
  readonly differences: readonly DifferenceShown[];
  /** The whole object, indented. */
  readonly text: string;
};

/** A grant of the operation that is in force, with what it was approved on. */
export type DefinedGrantRow = {
  readonly id: string;
  readonly key: string;
  readonly agent: string;
  readonly environment: string;
  readonly fromAt: string;
  readonly until: string;
  readonly approvedBy: { readonly name: string; readonly title: string } | null;
  readonly hash: string;
  /** "current": what the server says now; "other": something else; "unknown": none was known; "wildcard": all operations. */
  readonly basis: "current" | "other" | "unknown" | "wildcard";
};

/** The page of one operation, in words. */
export type OperationFacts = {
  readonly id: string;
  readonly name: string;
  readonly server: { readonly id: string; readonly slug: string; readonly name: string };
  readonly meaning: string;
  readonly access: AccessClass | null;
  readonly dataClasses: readonly string[];
  readonly classifiedBy: { readonly name: string; readonly title: string } | null;
  readonly classifiedAt: string;
  readonly registeredBy: { readonly name: string; readonly title: string } | null;
  readonly registeredAt: string;
  readonly retiredAt: string;
  readonly state: PinState;
  readonly observedHash: string;
  readonly pinnedHash: string;
  /** Pinned against what the server says now; empty where they are the same or nothing is pinned. */
  readonly drift: readonly DifferenceShown[];
  readonly request: {
    readonly id: string;
    readonly title: string;
    readonly requestedAt: string;
  } | null;
  readonly definitions: readonly DefinitionRow[];
  readonly grants: readonly DefinedGrantRow[];
  /** Only those of the agents and keys of who looks. */
  readonly ownGrants: boolean;
  /** What this actor may do here. */
  readonly mayAsk: boolean;
  readonly mayImport: boolean;
};
