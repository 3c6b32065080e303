// Shapes of access reviews. All texts are RFC 8785, one object a line (NDJSON, each line ended by LF), kept, hashed and handed out so.
// Instants are ISO 8601 in UTC with milliseconds; people are ids.

import type {
  Exclusion,
  LineChange,
  LineFlag,
  LineKind,
  Outcome,
  ReviewScope,
  Risk,
  Section,
  SilenceRule,
} from "./review-view";

/** When a source last stated what it enforces (REV-03). `statedAt` null: it never has. */
export type SnapshotSource = {
  readonly sourceId: string;
  readonly name: string;
  readonly statedAt: string | null;
  readonly policyVersion: number | null;
  readonly lines: number;
  readonly stale: boolean;
};

/** One row of the completeness tie-out (REV-04): how many of the first are not in the second, by name for the first hundred. */
export type TieOut = {
  readonly id: string; // callers-not-registered, enforced-not-registered, keys-without-agent, granted-not-enforced, servers-not-covered …
  readonly words: string;
  readonly compared: number;
  readonly missing: number;
  readonly examples: readonly string[];
};

/** The first line of snapshot.ndjson. */
export type SnapshotHeader = {
  readonly v: 1;
  readonly file: "snapshot";
  readonly review: string;
  readonly reference: string;
  readonly asOf: string;
  readonly period: { readonly start: string; readonly end: string };
  readonly query: string; // access-reviews.population@1
  readonly lines: number;
  readonly scope: ReviewScope;
  readonly exclusions: readonly Exclusion[]; // none: []
  readonly silenceRule: SilenceRule;
  readonly owner: string;
  readonly due: string;
  readonly policy: { readonly version: number; readonly values: Readonly<Record<string, number>> };
  readonly sources: readonly SnapshotSource[];
  readonly tieOut: readonly TieOut[];
  readonly tieOutNote: string;
  readonly previous: { readonly review: string; readonly snapshot: string } | null;
};

/** What a recommendation says, and why. Never chosen for anybody. */
export type Recommendation = {
  readonly decision: "keep" | "revoke" | "reduce" | "keep-until";
  readonly because: string;
};

/** One line of snapshot.ndjson: everything a reviewer needs to judge (REV-05). */
export type SnapshotLine = {
  readonly n: number; // its position, from 1
  readonly line: string; // its key, the same in every review: `access/key:<uuid>/<serverId>/<operationId or *>/<environment>` …
  readonly kind: LineKind;
  readonly section: Section;
  readonly risk: Risk;
  readonly stages: 1 | 2;
  /** Who may: a key (label and public id), an agent, an unknown name, a person (name empty: joined when shown), a role, a token. */
  readonly principal: {
    readonly kind: string;
    readonly id: string;
    readonly label: string;
    readonly detail: string;
  };
  readonly agent: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly risk: string;
    readonly status: string;
  } | null;
  /** Who answers for the principal: the agent's owner, the key's owner, the person. */
  readonly ownerId: string | null;
  readonly server: {
    readonly id: string | null;
    readonly slug: string | null;
    readonly name: string;
    readonly ownerId: string | null;
    readonly deputyId: string | null;
  } | null;
  /** `id` null: a wildcard, or an operation that nobody registered. */
  readonly operation: {
    readonly id: string | null;
    readonly name: string;
    readonly access: string | null;
    readonly dataClasses: readonly string[];
  } | null;
  readonly environment: string | null;
  /** What may be taken from: operations of a wildcard, rights of a role. Empty: reduce has no meaning here. */
  readonly parts: readonly { readonly id: string; readonly name: string; readonly calls: number }[];
  readonly meaning: string; // in plain words
  readonly purpose: string;
  readonly conditions: string;
  readonly grants: readonly {
    readonly id: string;
    readonly kind: string;
    readonly fromAt: string;
    readonly until: string | null;
    readonly endedAt: string | null;
    readonly requestedById: string;
    readonly approvedById: string;
    readonly approvedAt: string;
    readonly requestId: string | null;
  }[];
  readonly enforced: "yes" | "no" | "unknown";
  readonly enforcedBy: readonly {
    readonly sourceId: string;
    readonly policyId: string;
    readonly version: number;
    readonly since: string;
  }[];
  readonly lastUsedAt: string | null;
  readonly calls: number; // in the period, other than denied ones
  readonly denied: number; // in the period
  readonly flags: readonly LineFlag[];
  readonly change: LineChange; // since the review before
  readonly changed: readonly string[]; // fields, where `changed`
  readonly previous: {
    readonly review: string;
    readonly reference: string;
    readonly outcome: Outcome;
    readonly byId: string | null;
    readonly at: string | null;
  } | null;
  readonly recommendation: Recommendation;
};
