// Times as a clock on a wall shows them. A local time may be two instants, when clocks are put back, or none, when they are put on.

/** The words for one instant of a local time: its offset tells it from the other one. */
export type LocalInstant = { readonly at: Date; readonly offset: string };

/** The name of a zone as the IANA database spells it, or null. `UTC` is one. */
export function zoneNamed(text: string): string | null {
  const wanted = text.trim();
  if (wanted === "" || /^[+-]/.test(wanted)) return null; // offsets are no zones: they know no summer
  if (/^(?:utc|gmt|z)$/i.test(wanted)) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: wanted }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Local date and time, `2026-10-25T02:30` with seconds and milliseconds if wanted. */
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/;

/** The instants at which clocks of a zone show a local time, the earlier first: none, one or two. Null: it is no such text. */
export function instantsOf(local: string, zone: string): readonly LocalInstant[] | null {
  const shown = shownMs(local);
  if (shown === null) return null;
  // No zone is further than 15 hours from UTC, and none changes its clocks twice within two days.
  const offsets = new Set([-1, 1].map((day) => offsetMs(shown + day * 86_400_000, zone)));
  return [...offsets]
    .map((offset) => ({ ms: shown - offset, offset }))
    .filter(({ ms, offset }) => offsetMs(ms, zone) === offset)
    .sort((a, b) => a.ms - b.ms)
    .map(({ ms, offset }) => ({ at: new Date(ms), offset: offsetText(offset) }));
}

/** The first instant after clocks were put on over a local time that they never showed. */
export function afterTheJump(local: string, zone: string): Date | null {
  const shown = shownMs(local);
  if (shown === null) return null;
  return new Date(
    shown - Math.min(...[-1, 1].map((day) => offsetMs(shown + day * 86_400_000, zone))),
  );
}

/** What clocks of a zone show at an instant, `2026-10-25T02:30:00.000`. */
export function localOf(at: Date, zone: string): string {
  return new Date(at.getTime() + offsetMs(at.getTime(), zone)).toISOString().slice(0, -1);
}

/** The same for people: `2026-10-25 02:30:00.000 Europe/Berlin (+02:00)`. */
export function localText(at: Date, zone: string): string {
  return `${localOf(at, zone).replace("T", " ")} ${zone} (${offsetAt(at, zone)})`;
}

/** How far clocks of a zone are from UTC at an instant: `+02:00`. */
export function offsetAt(at: Date, zone: string): string {
  return offsetText(offsetMs(at.getTime(), zone));
}

function shownMs(local: string): number | null {
  const parts = LOCAL.exec(local);
  if (!parts || parts[1] === "0000") return null;
  const [date = "", hours = "00:00"] = local.split("T");
  const shown = Date.parse(`${date}T${hours}${hours.length === 5 ? ":00" : ""}Z`);
  // Date.parse turns February 30 into March.
  if (Number.isNaN(shown) || new Date(shown).toISOString().slice(0, 10) !== date) return null;
  return shown;
}

function offsetMs(ms: number, zone: string): number {
  if (zone === "UTC") return 0;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(ms / 1_000) * 1_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(zone, format);
  return format;
}

function offsetText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) =>
    String(n).padStart(2, "0"),
  );
  return `${ms < 0 ? "-" : "+"}${hours}:${rest}`;
}
