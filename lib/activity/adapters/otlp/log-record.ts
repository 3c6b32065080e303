// gateway-logs §8: one log record of OTLP as its readers see it.
import type { WireRecord } from "../../decode/wire-record";
import type { DraftFields } from "../../record/draft";
import { type Picker, pick } from "../../record/pick";
import { nanoseconds, type TimeBasis, timeFields } from "../../record/time";
import { attributesOf } from "./span";

export type LogRecord = {
  readonly position: number;
  readonly at: Picker;
  /** The whole record: `/resource`, `/scope`, `/log`. */
  readonly record: Picker;
  readonly service: string | null;
};

export function logRecordOf({ position, json }: WireRecord): LogRecord {
  const record = pick(json);
  const service = record.text("/resource/service.name")?.value ?? null;
  return { position, at: attributesOf(record, "/log/attributes"), record, service };
}

/** When a record was made; where it does not say, when it was first seen on its way. */
export function logTime(record: Picker, basis: TimeBasis): DraftFields {
  const time = timeFields(record.text("/log/timeUnixNano"), nanoseconds, basis);
  if (time.occurred_at) return time;
  return timeFields(record.text("/log/observedTimeUnixNano"), nanoseconds, basis);
}
