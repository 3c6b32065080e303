// What a request body is made of, before anybody asks what it means.
import type { JsonObject } from "@/lib/ledger/canonical-json";

/** How a record was wrapped. An OTLP one has its resource and scope beside it, all attributes flattened to plain JSON. */
export type Envelope = "json" | "otlp-span" | "otlp-log" | "cloudevent";

/** One record as its sender wrote it, at its place in the request, from 0. `raw`: its bytes as sent, or what they decode to. */
export type WireRecord = {
  readonly position: number;
  readonly envelope: Envelope;
  readonly json: JsonObject;
  readonly raw: Uint8Array;
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
