// gateway-logs §3.1: one span as the vocabularies see it: its attributes, its place in the trace, its time.

import type { WireRecord } from "../../decode/wire-record";
import { type DraftFields, derived, fieldsOf, type Sourced } from "../../record/draft";
import { type Picker, pick } from "../../record/pick";
import { nanoseconds, timeFields } from "../../record/time";

export type SpanKind = "server" | "client" | "other";

export type Span = {
  readonly position: number;
  /** The attributes, by their names as pointers: `/gen_ai.tool.name`. */
  readonly at: Picker;
  /** The whole record: `/resource`, `/scope`, `/span`. */
  readonly record: Picker;
  readonly name: string;
  readonly kind: SpanKind;
  /** Trace id and span id: what links and parents name. */
  readonly id: string;
  readonly traceId: string;
  readonly parent: string | null;
  readonly links: readonly string[];
  readonly service: string | null;
  /** Nanoseconds since 1970; 0 where it has no such time. */
  readonly start: bigint;
  readonly end: bigint;
};

/** The span that a record is; null where it has no ids. */
export function spanOf(wire: WireRecord): Span | null {
  const record = pick(wire.json);
  const [traceId, spanId] = [record.text("/span/traceId"), record.text("/span/spanId")];
  if (!traceId || !spanId) return null;
  const parent = record.text("/span/parentSpanId");
  return {
    position: wire.position,
    at: attributesOf(record, "/span/attributes"),
    record,
    name: record.text("/span/name")?.value ?? "",
    kind: KINDS.get(record.number("/span/kind")?.value ?? 0) ?? "other",
    id: idOf(traceId.value, spanId.value),
    traceId: traceId.value,
    parent: parent ? idOf(traceId.value, parent.value) : null,
    links: linksOf(record),
    service: record.text("/resource/service.name")?.value ?? null,
    start: nanosecondsOf(record.text("/span/startTimeUnixNano")),
    end: nanosecondsOf(record.text("/span/endTimeUnixNano")),
  };
}

// opentelemetry-proto, trace/v1: SPAN_KIND_SERVER is 2, SPAN_KIND_CLIENT is 3.
const KINDS = new Map<number, SpanKind>([
  [2, "server"],
  [3, "client"],
]);

function idOf(trace: string, span: string): string {
  return `${trace}/${span}`;
}

function linksOf(record: Picker): string[] {
  return record.list("/span/links").flatMap((link) => {
    const [trace, span] = [link.text("/traceId"), link.text("/spanId")];
    return trace && span ? [idOf(trace.value, span.value)] : [];
  });
}

/** The attributes at a pointer, or none. */
export function attributesOf(record: Picker, pointer: string): Picker {
  return record.object(pointer) ?? pick({}, pointer);
}

/** Start, duration and ids of a span. */
export function spanFields({ record, start, end }: Span): DraftFields {
  const isTimed = start > 0n && end >= start;
  const duration = Number((end - start) / 1_000n) / 1_000;
  return {
    ...timeFields(record.text("/span/startTimeUnixNano"), nanoseconds, "start"),
    ...fieldsOf({
      duration_ms: isTimed ? derived(record.text("/span/endTimeUnixNano"), duration) : undefined,
      trace_id: record.text("/span/traceId"),
      span_id: record.text("/span/spanId"),
      parent_span_id: record.text("/span/parentSpanId"),
    }),
  };
}

function nanosecondsOf(found: Sourced<string> | undefined): bigint {
  return found && /^[1-9]\d{0,19}$/.test(found.value) ? BigInt(found.value) : 0n;
}

/** Whether the span says that it failed: STATUS_CODE_ERROR is 2. */
export function hasFailed({ record }: Span): Sourced<boolean> | undefined {
  const code = record.number("/span/status/code");
  return code?.value === 2 ? derived(code, true) : undefined;
}
