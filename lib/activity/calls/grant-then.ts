// LOG-11: which key a call was made with and what was granted to it at that instant, in words. Pure.

/** A registered key as it stood at a call. */
export type KeyThen = {
  readonly id: string;
  readonly label: string;
  readonly publicId: string;
  readonly state: "active" | "not-active" | "expired" | "revoked";
  /** It was written down only after the call. */
  readonly later: boolean;
};

/** A grant that was in force at a call. Instants are ISO 8601. */
export type GrantHeld = {
  readonly id: string;
  readonly purpose: string;
  readonly kind: string;
  /** Every operation of the server. */
  readonly wildcard: boolean;
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly fromAt: string;
  readonly until: string | null;
  readonly endedAt: string | null;
  /** Its change record says that it was given: else somebody wrote it behind the application's back (SCN-01). */
  readonly recorded: boolean;
};

export type GrantThen =
  /** The call names no key, or no server and operation: nobody can tell. */
  | { readonly kind: "unnamed"; readonly what: "key" | "operation" | "environment" }
  /** Nobody registered the key, so nothing can have been granted to it. */
  | { readonly kind: "unregistered-key" }
  | { readonly kind: "unregistered-operation" }
  /** `elsewhere`: environments in which a grant of the same was in force. */
  | { readonly kind: "none"; readonly elsewhere: readonly string[] }
  /** `whole`: in force at the first and at the last of the calls. */
  | { readonly kind: "granted"; readonly grant: GrantHeld; readonly whole: boolean }
  /** Not the reader's to see. */
  | { readonly kind: "hidden" };

/** The key in words; what the call says where nobody registered it. */
export function keyWords(key: KeyThen | null, credential: string | null): string {
  if (key === null) return credential === null ? "Not provided" : `${credential}, not registered`;
  const later = key.later ? ", registered only later" : "";
  return `${key.label} (${key.publicId}), ${STATE_WORDS[key.state]} at that time${later}`;
}

const STATE_WORDS = {
  active: "active",
  "not-active": "not active",
  expired: "expired",
  revoked: "revoked",
} as const satisfies Record<KeyThen["state"], string>;

/** Whether a grant that somebody approved covered all of the calls. */
export function isGranted(then: GrantThen): boolean {
  return then.kind === "granted" && then.whole && then.grant.recorded;
}

/** What was granted then, in words; "no grant" only where that is known. */
export function grantWords(then: GrantThen): string {
  switch (then.kind) {
    case "unnamed":
      return `The call names no ${then.what}, so no grant can be told`;
    case "unregistered-key":
      return "No grant: its key is not registered";
    case "unregistered-operation":
      return "No grant: the operation is not registered";
    case "none":
      return then.elsewhere.length === 0
        ? "No grant was in force"
        : `No grant was in force here; one was for ${then.elsewhere.join(", ")}`;
    case "granted":
      return heldWords(then.grant, then.whole);
    case "hidden":
      return "What was granted is not yours to read";
    default:
      return then satisfies never;
  }
}

function heldWords(grant: GrantHeld, whole: boolean): string {
  const day = (at: string) => at.slice(0, 10);
  const from = `from ${day(grant.fromAt)}`;
  const until = grant.until === null ? from : `${from} until ${day(grant.until)}`;
  const kind = KIND_WORDS[grant.kind] ?? "Granted";
  const all = grant.wildcard ? " for every operation of the server" : "";
  const part = whole ? "" : "; it covers only a part of these calls";
  if (!grant.recorded)
    return `A grant ${until} stands in the database that nobody is on record as having approved${part}`;
  return `${kind}${all} by ${grant.approvedBy} on ${day(grant.approvedAt)}, ${until}, for: ${grant.purpose}${part}`;
}

const KIND_WORDS: Readonly<Record<string, string>> = {
  normal: "Granted",
  standard: "Granted as a standard change",
  emergency: "Emergency access, approved",
};
