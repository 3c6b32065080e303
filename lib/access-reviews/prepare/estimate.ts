/** How much longer a privileged line takes than a standard one. */
const PRIVILEGED_TIMES = 3;

/** Minutes that lines take, rounded up. A line of two stages is looked at twice. */
export function estimatedMinutes(
  lines: readonly { readonly section: string; readonly stages: number }[],
  secondsPerLine: number,
): number {
  const looks = lines.reduce(
    (sum, { section, stages }) => sum + stages * (section === "privileged" ? PRIVILEGED_TIMES : 1),
    0,
  );
  return Math.ceil((looks * secondsPerLine) / 60);
}
