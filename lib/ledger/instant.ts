// ledger.md §3.1, `ts`: one spelling of an instant, so that instants compare as text.

const INSTANT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$/;

/** Whether a text is an instant that exists, as `YYYY-MM-DDTHH:mm:ss.sssZ`. Two of them order like their texts. */
export function isInstant(text: string): boolean {
  if (!INSTANT.test(text)) return false;
  const time = Date.parse(text);
  // 30 February parses nowhere or lands in March: only what comes back unchanged exists.
  return Number.isFinite(time) && new Date(time).toISOString() === text;
}

/** The UTC day of an instant, `YYYY-MM-DD`. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}
