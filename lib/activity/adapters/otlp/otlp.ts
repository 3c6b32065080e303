// gateway-logs §6, adapter 1: whatever comes over OTLP.
import type { WireRecord } from "../../decode/wire-record";
import type { Adapter, Unreadable } from "../adapter";
import { logRecordOf } from "./log-record";
import { readLogs } from "./logs";
import { type Span, spanOf } from "./span";
import { readSpans } from "./spans";

export const otlp: Adapter = {
  kind: "otlp",
  version: "1",
  recognises: ({ envelope }) => envelope === "otlp-span" || envelope === "otlp-log",
  read: (records, facts) => {
    const { spans, quarantined } = spansIn(records);
    const fromSpans = readSpans(spans);
    const fromLogs = readLogs(
      records.filter(({ envelope }) => envelope !== "otlp-span").map(logRecordOf),
      facts,
    );
    return {
      drafts: [...fromSpans.drafts, ...fromLogs.drafts].toSorted(byPosition),
      skipped: [...fromSpans.skipped, ...fromLogs.skipped].toSorted(
        (one, other) => one.position - other.position,
      ),
      quarantined,
      partners: fromSpans.partners ?? [],
    };
  },
};

function spansIn(records: readonly WireRecord[]): { spans: Span[]; quarantined: Unreadable[] } {
  const spans: Span[] = [];
  const quarantined: Unreadable[] = [];
  for (const record of records) {
    if (record.envelope !== "otlp-span") continue;
    const span = spanOf(record);
    if (span) spans.push(span);
    else quarantined.push({ position: record.position, reason: "a span without ids" });
  }
  return { spans, quarantined };
}

function byPosition(
  one: { readonly positions: readonly number[] },
  other: { readonly positions: readonly number[] },
): number {
  return (one.positions[0] ?? 0) - (other.positions[0] ?? 0);
}
