// gateway-logs §3.1 to §3.10: the spans of a request: whose words each one speaks, which of them are the same call, and which HTTP
// span carried it.
import { type Draft, type DraftFields, fieldsOf, joined } from "../../record/draft";
import type { FieldName } from "../../record/fields";
import { sequenceOf } from "../../record/sequence";
import { retooled } from "../../record/values";
import type { Adapted, Skipped } from "../adapter";
import { unwrapped } from "../json-rpc";
import { agentgatewaySpans } from "./agentgateway-records";
import { archestraSpans } from "./archestra-spans";
import { contextforgeSpans } from "./contextforge-spans";
import { dockerSpans } from "./docker-spans";
import { envoySpans } from "./envoy-spans";
import { HttpSpans, httpStatus, isHttpSpan, partnerOf, tiesOfCall, withHttp } from "./http-spans";
import { litellmSpans, litellmSpansV2 } from "./litellm-spans";
import { callsIn, type Told } from "./same-call";
import { semconv } from "./semconv";
import { type Span, spanFields } from "./span";
import type { Reading, Vocabulary } from "./vocabulary";

/** The first that recognises a span reads it. */
const VOCABULARIES: readonly Vocabulary[] = [
  ...[contextforgeSpans, dockerSpans, archestraSpans, litellmSpans, agentgatewaySpans],
  ...[litellmSpansV2, envoySpans, semconv],
];

type ToldSpan = Told & { readonly reading: Reading; readonly http: Span | null };

/** Drafts of the calls among the spans of one request. */
export function readSpans(all: readonly Span[]): Adapted {
  const spans = new Map(all.map((span) => [span.id, span]));
  const http = new HttpSpans(spans);
  const children = childrenOf(all);
  const why = new Map<number, string>();
  const told = [...spans.values()].flatMap((span): ToldSpan[] => {
    const vocabulary = VOCABULARIES.find(({ recognises }) => recognises(span));
    const carrier = vocabulary ? http.carrierOf(span) : null;
    const reading = vocabulary?.read(span, {
      status: statusOf(span, carrier),
      children: children.get(span.id) ?? [],
    });
    if (typeof reading === "object") {
      return [{ span, reading, http: carrier, fields: reading.fields }];
    }
    why.set(span.position, reading ?? (isHttpSpan(span) ? NO_CALL_CARRIED : NO_CALL));
    return [];
  });
  const drafts = callsIn(told, spans).map(([counted, ...others]) => draftOf(counted, others));
  const skipped = skippedIn(all, drafts, why);
  const left = new Set(skipped.map(({ position }) => position));
  const partners = all.filter((span) => left.has(span.position) && isHttpSpan(span)).map(partnerOf);
  return { drafts, skipped, quarantined: [], partners };
}

const NO_CALL = "This span is no call.";
const NO_CALL_CARRIED = "No call of this request goes with this HTTP span.";

function childrenOf(spans: readonly Span[]): Map<string, Span[]> {
  const children = new Map<string, Span[]>();
  for (const span of spans) {
    if (span.parent === null) continue;
    const known = children.get(span.parent);
    if (known) known.push(span);
    else children.set(span.parent, [span]);
  }
  return children;
}

function statusOf(span: Span, carrier: Span | null) {
  const own = httpStatus(span.at);
  const carried = carrier ? httpStatus(carrier.at) : undefined;
  if (own || !carrier || !carried) return own;
  const path = `${carrier.position}:${carried.path}`;
  return { ...carried, state: "joined", path } as const;
}

function draftOf(counted: ToldSpan, others: readonly ToldSpan[]): Draft {
  const { span, reading, http } = counted;
  const legs = others.filter((other) => other.span.start >= span.start); // those above are the caller's own
  const own = legs.reduce((fields, leg) => joined(fields, ofLeg(leg.fields), leg.span.position), {
    ...reading.fields,
    ...spanFields(span),
  });
  const fields = retooled(http ? withHttp(own, http) : own);
  const result = unwrapped(reading.result);
  const positions = [span, ...others.map((other) => other.span), ...(http ? [http] : [])];
  return {
    kind: reading.kind,
    key: { kind: "native", parts: [span.traceId, span.id.slice(span.traceId.length + 1)] },
    positions: positions.map(({ position }) => position),
    sequence: sequenceOf(span.at),
    gateway: span.service ?? reading.gateway,
    fields,
    ...(result ? { result } : {}),
    ...(http ? {} : { ties: tiesOfCall(span) }),
    // §1, fact 7: nothing in a span says whether the others were kept.
    more: { ...reading.more, sampling: "unknown" },
  };
}

/** What another span of the same call may add. Never who called, or from where: to the upstream, that is the gateway. */
const OF_LEG = [
  "mcp.server.name",
  "mcp.server.id",
  "mcp.server.endpoint",
  "gen_ai.tool.name",
  "gateway.tool.raw_name",
  "gen_ai.tool.call.arguments",
  "gen_ai.tool.call.id",
  "gen_ai.conversation.id",
  "jsonrpc.request.id",
  "mcp.protocol.version",
] as const satisfies readonly FieldName[];

function ofLeg(fields: DraftFields): DraftFields {
  return fieldsOf(Object.fromEntries(OF_LEG.map((name) => [name, fields[name]])));
}

function skippedIn(
  all: readonly Span[],
  drafts: readonly Draft[],
  why: ReadonlyMap<number, string>,
): Skipped[] {
  const used = new Set(drafts.flatMap(({ positions }) => positions));
  return all.flatMap(({ position }) =>
    used.has(position)
      ? []
      : [{ position, why: why.get(position) ?? "This span was sent twice in one request." }],
  );
}
