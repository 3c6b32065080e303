// gateway-logs §5.2: from the bytes of a body, decompressed, to records as the ledger takes them. Pure; it runs in a thread.
import { dataTextOf } from "@/lib/ledger/entry-encode";
import type { SourceFacts } from "../adapters/adapter";
import type { AdapterChoice } from "../adapters/registry";
import { cloudEventsMode, decodeCloudEvents } from "../decode/cloud-events";
import { decodeDockerHook } from "../decode/docker-hook";
import { type BulkItem, decodeBulk } from "../decode/elastic-bulk";
import { decodeJsonBody } from "../decode/json-body";
import { decodeOtlp } from "../decode/otlp";
import type { OtlpSignal } from "../decode/otlp-messages";
import { otlpEncoding } from "../decode/otlp-reply";
import { decodeHec } from "../decode/splunk-hec";
import type { Decoded } from "../decode/wire-record";
import { type ReadBody, recordsIn, type Watch } from "../pipeline";
import type { Quarantined } from "../quarantined";
import type { CanonicalRecord } from "../record/canonical-record";
import type { RedactionRules } from "../redaction/redact";
import { placeOfServer } from "../sources/place-of";
import type { SourcePlace } from "../sources/source-schema";
import type { BodyFormat } from "./format";

/** What is known of a body beside its bytes. */
export type BodyFacts = {
  readonly format: BodyFormat;
  readonly contentType: string | null;
  /** Those that say something of a CloudEvent, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly index: string | null;
  readonly transport: string;
};

/** What is configured of a source, as data. */
export type ReadingSource = {
  readonly id: string;
  readonly adapter: AdapterChoice;
  readonly facts: SourceFacts;
  readonly place: Omit<SourcePlace, "server">;
  readonly places: readonly SourcePlace[];
};

/** A record, and the positions that it is made of. `text`: its data in canonical form (RFC 8785). */
export type ReadRecord = Omit<CanonicalRecord, "data"> & {
  readonly positions: readonly number[];
  readonly text: string;
  /** How a wire record is recognised that completes it in a later request; none where nothing is awaited. */
  readonly ties?: readonly string[];
};

export type ReadResult = {
  /** HMAC of the body. */
  readonly batch: string;
  /** How many records it holds as its sender counts them, those that cannot be read among them. */
  readonly sent: number;
  readonly records: readonly ReadRecord[];
  readonly skipped: number;
  readonly quarantined: readonly Quarantined[];
  readonly warnings: readonly string[];
  /** What completes calls of other requests. */
  readonly partners?: ReadBody["partners"];
  /** The operations of a bulk request. */
  readonly items?: readonly BulkItem[];
};

export type BodyReading = {
  readonly source: ReadingSource;
  readonly redaction: RedactionRules;
  readonly watch?: Watch;
};

/** The records of a body. Errors: invalid_input (an OTLP body that is none), too_large (more than 10,000). */
export function readBody(
  body: Uint8Array,
  facts: BodyFacts,
  { source, ...reading }: BodyReading,
): ReadResult {
  const { items, ...decoded } = decodedBody(body, facts);
  const { place, places, ...known } = source;
  const { records, skipped, partners, ...read } = recordsIn(body, decoded, {
    ...reading,
    source: { ...known, placeOf: placeOfServer(place, places) },
    transport: facts.transport,
  });
  return {
    ...read,
    sent: decoded.records.length + decoded.rejected.length,
    records: records.map(({ positions, ties, record: { data, ...record } }) => ({
      ...{ ...record, positions },
      ...(ties.length === 0 ? {} : { ties }),
      text: dataTextOf(data),
    })),
    skipped: skipped.length,
    ...(partners.length === 0 ? {} : { partners }),
    ...(items ? { items } : {}),
  };
}

type DecodedBody = Decoded & { readonly items?: readonly BulkItem[] };

function decodedBody(body: Uint8Array, facts: BodyFacts): DecodedBody {
  switch (facts.format) {
    case "lines":
      return decodeJsonBody(body);
    case "otlp-logs":
      return otlpBody("logs", body, facts);
    case "otlp-traces":
      return otlpBody("traces", body, facts);
    case "cloudevents": {
      const headers = new Headers(facts.headers);
      return decodeCloudEvents(body, cloudEventsMode(headers) ?? "structured", headers);
    }
    case "splunk":
      return decodeHec(body, "event");
    case "splunk-raw":
      return decodeHec(body, "raw");
    case "elastic":
      return decodeBulk(body, facts.index);
    case "docker-hook":
      return decodeDockerHook(body);
  }
}

/** An empty body is a request without records, in either encoding. */
function otlpBody(signal: OtlpSignal, body: Uint8Array, { contentType }: BodyFacts): Decoded {
  if (body.length === 0) return { records: [], rejected: [] };
  const looks = body[0] === OPENING_BRACE ? "json" : "protobuf";
  return decodeOtlp(signal, otlpEncoding(contentType) ?? looks, body);
}

const OPENING_BRACE = 0x7b;
