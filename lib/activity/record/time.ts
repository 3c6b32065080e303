// gateway-logs §4, row 6 and 7: when a call happened, as far as its sender says. Truncated to milliseconds, never rounded.
import { type DraftFields, derived, fieldsOf, type Sourced } from "./draft";

export type TimeBasis = "start" | "end" | "logged";
export type ClockSource = "gateway" | "client_reported" | "receiver";
type Precision = "s" | "ms" | "us" | "ns";
type Instant = { readonly ms: number; readonly precision: Precision };

/** The five fields of a time; none where it cannot be read. */
export function timeFields(
  found: Sourced<string | number> | undefined,
  read: (raw: string) => Instant | null,
  basis: TimeBasis,
  clock: ClockSource = "gateway",
): DraftFields {
  const instant = found && read(String(found.value));
  if (!found || !instant || !(instant.ms >= 0 && instant.ms <= MAX_MS)) return {};
  return fieldsOf({
    occurred_at: derived(found, new Date(instant.ms).toISOString()),
    occurred_at_raw: { ...found, value: String(found.value) },
    time_precision: derived(found, instant.precision),
    time_basis: derived(found, basis),
    clock_source: derived(found, clock),
  });
}

const MAX_MS = Date.parse("9999-12-31T23:59:59.999Z"); // RFC 3339 §5.6: a year has four digits

const RFC3339 =
  /^(\d{4}-\d{2}-\d{2})[Tt ]((?:[01]\d|2[0-3]):\d{2}:\d{2})(?:[.,](\d{1,12}))?\s?(Z|z|[+-](?:[01]\d|2[0-3]):?[0-5]\d|UTC)$/;

/** RFC 3339, with as many digits of a second as the sender likes. */
export function rfc3339(raw: string): Instant | null {
  const [, date, time, fraction = "", zone = ""] = RFC3339.exec(raw.trim()) ?? [];
  return date === undefined ? null : instantOf(`${date}T${time}`, fraction, offsetOf(zone));
}

/** RFC 3339 whose fraction is a count of microseconds without leading zeros: `.5000` is 5,000 µs (agentgateway, §1 fact 5). */
export function rfc3339UnpaddedMicros(raw: string): Instant | null {
  const [, date, time, fraction = "", zone = ""] = RFC3339.exec(raw.trim()) ?? [];
  if (date === undefined) return null;
  return instantOf(
    `${date}T${time}`,
    fraction === "" ? "" : fraction.padStart(6, "0"),
    offsetOf(zone),
  );
}

/** A time without a zone, in the one that is configured as an offset, `+02:00`. One that has a zone keeps it. */
export function naive(offset: string): (raw: string) => Instant | null {
  return (raw) => rfc3339(raw) ?? rfc3339(`${raw.trim()}${offset}`);
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970: which, the size of the number says. */
export function epoch(raw: string): Instant | null {
  const [, whole = "", fraction = ""] = /^(\d{1,20})(?:\.(\d+))?$/.exec(raw.trim()) ?? [];
  if (whole === "") return null;
  if (whole.length <= 11) return seconds(raw);
  if (whole.length <= 14) return { ms: Number(whole), precision: fraction === "" ? "ms" : "us" };
  const [digits, precision] = whole.length <= 17 ? ([3, "us"] as const) : ([6, "ns"] as const);
  return { ms: Number(whole.slice(0, -digits)), precision };
}

/** Seconds since 1970, with a fraction. */
export function seconds(raw: string): Instant | null {
  const [, whole, fraction = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(raw.trim()) ?? [];
  if (whole === undefined) return null;
  const ms = Number(whole) * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  return { ms, precision: precisionOf(fraction) };
}

/** Seconds since 1970 as a floating-point number, which loses the zeros that say how precise it is. */
export function floatSeconds(raw: string): Instant | null {
  const instant = seconds(raw);
  return instant && { ...instant, precision: instant.precision === "s" ? "ms" : instant.precision };
}

/** Milliseconds since 1970. */
export function milliseconds(raw: string): Instant | null {
  return /^\d{1,15}(?:\.\d+)?$/.test(raw.trim())
    ? { ms: Math.trunc(Number(raw)), precision: "ms" }
    : null;
}

/** Nanoseconds since 1970, as a decimal text: they do not fit a number. 0 means that the sender had none. */
export function nanoseconds(raw: string): Instant | null {
  const text = raw.trim();
  if (!/^[1-9]\d{6,19}$/.test(text)) return null;
  return { ms: Number(text.slice(0, -6)), precision: "ns" };
}

function instantOf(local: string, fraction: string, offsetMinutes: number): Instant | null {
  const start = Date.parse(`${local}Z`);
  // The engine reads 30 February as 2 March: such a day is none.
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(local)) return null;
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  return { ms: start + ms - offsetMinutes * 60_000, precision: precisionOf(fraction) };
}

function precisionOf(fraction: string): Precision {
  if (fraction.length === 0) return "s";
  if (fraction.length <= 3) return "ms";
  return fraction.length <= 6 ? "us" : "ns";
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === "-" ? -offset : offset;
}
