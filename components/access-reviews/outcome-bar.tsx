import type { OutcomeCount } from "@/lib/access-reviews/overview/overview-view";

const INKS: Readonly<Record<OutcomeCount["id"], string>> = {
  keep: "fill-ink-3",
  "keep-until": "fill-ink-2",
  reduce: "fill-attention",
  revoke: "fill-fail",
  transfer: "fill-unknown",
  "no-response": "fill-absent",
  undecided: "fill-rule-2",
};

const WIDTH = 1_000;

/** How the lines ended, as one bar; the table below it holds the numbers. */
export function OutcomeBar({ counts }: { counts: readonly OutcomeCount[] }) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  let x = 0;
  const pieces = counts.map(({ id, label, count }) => {
    const width = (count / total) * WIDTH;
    const piece = { id, label, count, x, width };
    x += width;
    return piece;
  });
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} 24`}
        preserveAspectRatio="none"
        role="img"
        aria-label="How the lines ended: the numbers stand in the table below"
        className="h-5 w-full"
      >
        {pieces.map((piece) =>
          piece.width === 0 ? null : (
            <rect
              key={piece.id}
              x={piece.x}
              y={0}
              width={Math.max(2, piece.width - 2)}
              height={24}
              className={INKS[piece.id]}
            >
              <title>{`${piece.label}: ${piece.count.toLocaleString("en")}`}</title>
            </rect>
          ),
        )}
      </svg>
      <table className="ledger mt-3">
        <caption className="sr-only">Lines by what they ended with</caption>
        <thead>
          <tr>
            <th scope="col">Ended with</th>
            <th scope="col" className="text-end">
              Lines
            </th>
            <th scope="col" className="text-end">
              Of them privileged
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ id, label, count, privileged }) => (
            <tr key={id}>
              <th scope="row">
                <span className="inline-flex items-center gap-2">
                  <svg viewBox="0 0 10 10" aria-hidden className="size-2.5">
                    <rect width={10} height={10} className={INKS[id]} />
                  </svg>
                  {label}
                </span>
              </th>
              <td className="text-end tabular-nums">{count.toLocaleString("en")}</td>
              <td className="text-end tabular-nums">{privileged.toLocaleString("en")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
