// gateway-logs §3.1: a span of MCP has neither user agent nor identity. The HTTP span that carried it has: a parent, another span
// of the same trace, or one that is linked, as the contexts of MCP and of its transport are independent.
import type { DraftFields, Partner, Sourced } from "../../record/draft";
import { fieldsOf, joined } from "../../record/draft";
import { firstOf } from "../../record/pick";
import { addressFields, callerFields, userAgent } from "../../record/values";
import type { Span } from "./span";

const METHODS = ["/http.request.method", "/http.method"];

/** Whether a span is a request that arrived over HTTP. One that went out tells of the gateway itself. */
export function isHttpSpan(span: Span): boolean {
  return span.kind !== "client" && METHODS.some((name) => span.at.text(name) !== undefined);
}

/** Looks for the HTTP span that carried a call, among all spans of a request. */
export class HttpSpans {
  readonly #spans: ReadonlyMap<string, Span>;
  readonly #byTrace = new Map<string, Span[]>();
  readonly #linking = new Map<string, Span>();

  constructor(spans: ReadonlyMap<string, Span>) {
    this.#spans = spans;
    for (const span of spans.values()) {
      if (!isHttpSpan(span)) continue;
      const known = this.#byTrace.get(span.traceId);
      if (known) known.push(span);
      else this.#byTrace.set(span.traceId, [span]);
      for (const link of span.links) this.#linking.set(link, span);
    }
  }

  /** Where several could be meant, none is: an address of another request is worse than none. */
  carrierOf(span: Span): Span | null {
    return this.#linked(span) ?? this.#above(span) ?? this.#alone(span);
  }

  #linked(span: Span): Span | null {
    const linked = span.links.flatMap((id) => this.#spans.get(id) ?? []).find(isHttpSpan);
    return linked ?? this.#linking.get(span.id) ?? null;
  }

  #above(span: Span): Span | null {
    for (const above of ancestorsOf(span, this.#spans)) {
      if (isHttpSpan(above)) return isSameService(above, span) ? above : null;
    }
    return null;
  }

  #alone(span: Span): Span | null {
    const candidates = this.#byTrace.get(span.traceId) ?? [];
    if (candidates.length > MAX_CANDIDATES) return null;
    const [only, ...others] = candidates.filter(
      (http) => isSameService(http, span) && isDuring(span, http),
    );
    return only !== undefined && others.length === 0 ? only : null;
  }
}

// The application in front of an agent has spans in the same trace, too, with the addresses of its own users.
function isSameService(one: Span, other: Span): boolean {
  return one.service === other.service;
}

/** Whether a span began while another ran. */
export function isDuring(span: Span, other: Span): boolean {
  return other.start <= span.start && span.start <= other.end;
}

const MAX_CANDIDATES = 64;
const MAX_STEPS = 64;

/** The spans above, nearest first. Hostile parents may run in a circle. */
export function* ancestorsOf(span: Span, spans: ReadonlyMap<string, Span>): Generator<Span> {
  let above = span.parent === null ? undefined : spans.get(span.parent);
  for (let step = 0; above !== undefined && step < MAX_STEPS; step += 1) {
    yield above;
    above = above.parent === null ? undefined : spans.get(above.parent);
  }
}

/** How the HTTP span of a call is recognised that is exported later: its parent, one that is linked, or one of its trace. */
export function tiesOfCall(span: Span): string[] {
  return [
    ...(span.parent === null ? [] : [`above ${span.parent} ${span.service}`]),
    ...span.links.map((id) => `span ${id}`),
    `call ${span.id}`,
    ...tiesOfTrace(span),
  ];
}

/** An HTTP span whose call is not in the same request: exporters send what has ended, and the call ends first. */
export function partnerOf(span: Span): Partner {
  return {
    position: span.position,
    ties: [
      ...[`above ${span.id} ${span.service}`, `span ${span.id}`],
      ...span.links.map((id) => `call ${id}`),
      ...tiesOfTrace(span),
    ],
    during: { from: Number(span.start / MS), to: Number(span.end / MS) },
    fields: httpFields(span),
  };
}

const MS = 1_000_000n; // nanoseconds

function tiesOfTrace({ traceId, service }: Span): string[] {
  return service === null ? [] : [`trace ${traceId} ${service}`];
}

/** What an HTTP span knows of the call it carried. */
export function httpFields({ at }: Span): DraftFields {
  return {
    ...callerFields({ user: firstOf(at.text("/user.id"), at.text("/enduser.id")) }),
    ...clientFields(at),
    ...fieldsOf({
      "user_agent.original": userAgent(
        firstOf(at.text("/user_agent.original"), at.text("/http.user_agent")),
      ),
      "http.response.status_code": httpStatus(at),
    }),
  };
}

/** The address a span names, with the port that stands in an attribute of its own. */
export function clientFields(at: Span["at"]): DraftFields {
  const address = firstOf(at.text("/client.address"), at.text("/http.client_ip"));
  const peer = firstOf(at.text("/network.peer.address"), at.text("/net.sock.peer.addr"));
  const port = address ? at.number("/client.port") : at.number("/network.peer.port");
  const fields = address ? addressFields(address, null) : addressFields(peer, "peer");
  const isPort = port !== undefined && Number.isInteger(port.value) && port.value > 0;
  return fields["client.address"] && isPort ? { ...fields, "client.port": port } : fields;
}

/** The status of the reply over HTTP, as HTTP semantic conventions name it now and named it before. */
export function httpStatus(at: Span["at"]): Sourced<number> | undefined {
  return firstOf(at.number("/http.response.status_code"), at.number("/http.status_code"));
}

/** What is known of a call together with what its HTTP span knows: one address or the other, never half of each. */
export function withHttp(own: DraftFields, http: Span): DraftFields {
  const { "client.port": port, "client.address_source": source, ...others } = httpFields(http);
  const place = own["client.address"]
    ? {}
    : { ...(port && { "client.port": port }), ...(source && { "client.address_source": source }) };
  const told = joined(own, { ...others, ...place }, http.position);
  const type = others["caller.type"];
  return own["user.id"] || !type
    ? told
    : { ...told, ...joined({}, { "caller.type": type }, http.position) };
}
