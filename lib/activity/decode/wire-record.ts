// What a request body is made of, before anybody asks what it means.
import type { JsonObject } from "@/lib/ledger/canonical-json";

/**
 * How a record was wrapped. An OTLP one has its resource and scope beside it, all attributes flattened to plain JSON. A CloudEvent
 * and an event of Splunk's collector are there as sent, with the sender's own record in a member of them: see wrapped.ts.
 */
export type Envelope =
  | "json"
  | "otlp-span"
  | "otlp-log"
  | "cloudevent"
  | "splunk-event"
  | "docker-hook";

/** One record as its sender wrote it, at its place in the request, from 0. `raw`: its bytes as sent, or what they decode to. */
export type WireRecord = {
  readonly position: number;
  readonly envelope: Envelope;
  readonly json: JsonObject;
  readonly raw: Uint8Array;
  /** What the wrapper calls it, unique within its sender, for records without an id of their own. As sent: not yet redacted. */
  readonly nativeId?: readonly string[];
};

/** What could not be decoded: kept as a hash and a length alone. */
export type Rejected = {
  readonly position: number;
  readonly reason: string;
  readonly raw: Uint8Array;
};

export type Decoded = {
  readonly records: readonly WireRecord[];
  readonly rejected: readonly Rejected[];
};
