// ledger.md §3.1, `ts`: one spelling of an instant, so that instants compare as text.

const INSTANT =
  /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?<day>0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z$/;

/** Whether a text is an instant that exists, as `YYYY-MM-DDTHH:mm:ss.sssZ`. Two of them order like their texts. */
export function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.groups?.day;
  if (day === undefined) return false;
  // 30 February parses nowhere or lands in March: only what comes back unchanged exists. Every month has 28 days.
  return day <= "28" || new Date(text).toJSON() === text;
}

/** The UTC day of an instant, `YYYY-MM-DD`. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
