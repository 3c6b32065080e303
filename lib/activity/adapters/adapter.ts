// gateway-logs §6: who reads the words of one kind of sender. Pure: the same records make the same drafts.
import type { WireRecord } from "../decode/wire-record";
import type { Draft, Partner } from "../record/draft";

export const ADAPTER_KINDS = [
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
] as const;
export type AdapterKind = (typeof ADAPTER_KINDS)[number];

/** What is configured of a source and changes how its records are read. */
export type SourceFacts = {
  readonly trustedHops: number;
  /** Offset of times without a zone, `+02:00`. */
  readonly offset: string;
};

/** A record that says nothing of a call, such as a server's own log lines: left out and counted, not quarantined. */
export type Skipped = { readonly position: number; readonly why: string };
/** A record that should be one of this sender's and cannot be read as such. */
export type Unreadable = { readonly position: number; readonly reason: string };

export type Adapted = {
  readonly drafts: readonly Draft[];
  readonly skipped: readonly Skipped[];
  readonly quarantined: readonly Unreadable[];
  /** Those of `skipped` that belong to a call of another request. */
  readonly partners?: readonly Partner[];
};

export type Adapter = {
  readonly kind: AdapterKind;
  /** Changes whenever the same record may come out otherwise; stored with each record. */
  readonly version: string;
  /** Whether a record looks like one of this sender's. */
  readonly recognises: (record: WireRecord) => boolean;
  /** All records of a request at once, as one call may be told by several of them (§1, fact 4). */
  readonly read: (records: readonly WireRecord[], facts: SourceFacts) => Adapted;
};

/** An adapter of senders whose records each stand for themselves. `readOne` answers a draft per call, or why there is none. */
export function oneByOne(
  readOne: (
    record: WireRecord,
    facts: SourceFacts,
  ) => readonly Draft[] | { readonly skip: string } | { readonly quarantine: string },
): Adapter["read"] {
  return (records, facts) => {
    const drafts: Draft[] = [];
    const skipped: Skipped[] = [];
    const quarantined: Unreadable[] = [];
    for (const record of records) {
      const read = readOne(record, facts);
      const { position } = record;
      if ("skip" in read) skipped.push({ position, why: read.skip });
      else if ("quarantine" in read) quarantined.push({ position, reason: read.quarantine });
      else drafts.push(...read);
    }
    return { drafts, skipped, quarantined };
  };
}
