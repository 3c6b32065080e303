/** `340 ms`, `12.4 s`, `3 min 20 s`; "" where nobody said. */
export function durationShown(ms: number | null): string {
  if (ms === null) return "";
  if (ms < 1_000) return `${Number(ms.toFixed(ms < 10 ? 1 : 0)).toLocaleString("en")} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60).toLocaleString("en")} min ${seconds % 60} s`;
}
