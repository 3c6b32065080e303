import type { FindingFacts } from "@/lib/findings/view";

type Chart = NonNullable<FindingFacts["explanation"]["chart"]>;

const HEIGHT = 120;
const STEP = 12;
const BAR = 9;
const LEAST = 1; // a bar of one call among thousands is seen all the same

/** The usual beside what was observed, as bars drawn on the server and as a table. What stands out is hatched, not only coloured. */
export function ExplanationChart({ chart: { title, bars } }: { chart: Chart }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const width = bars.length * STEP;
  return (
    <figure className="mt-4">
      <figcaption className="mb-1 text-sm text-ink-2">
        {title}: highest {most.toLocaleString("en")}; hatched is what stands out
      </figcaption>
      <svg
        role="img"
        aria-label={`${title}: the numbers stand in the table below`}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        width={width * 1.5}
        height={HEIGHT}
        preserveAspectRatio="none"
        className="max-w-full border-b"
      >
        <defs>
          <pattern id="odd" width="4" height="4" patternUnits="userSpaceOnUse">
            <rect width="4" height="4" fill="var(--fail)" />
            <path d="M0 4 L4 0" stroke="var(--paper)" strokeWidth="1" />
          </pattern>
        </defs>
        {bars.map(({ label, value, usual }, index) => {
          const height = value === 0 ? 0 : Math.max(LEAST, (value / most) * HEIGHT);
          return (
            <rect
              key={label}
              x={index * STEP}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              fill={usual ? "var(--ink-3)" : "url(#odd)"}
            >
              <title>{`${label}: ${value.toLocaleString("en")}`}</title>
            </rect>
          );
        })}
      </svg>
      <details className="mt-1 text-sm">
        <summary className="text-ink-2">The numbers as a table</summary>
        <div className="mt-2 max-h-80 w-fit max-w-full overflow-auto border-y">
          <table className="ledger">
            <caption className="sr-only">{title}</caption>
            <thead>
              <tr>
                <th scope="col">Where</th>
                <th scope="col" className="text-end">
                  Number
                </th>
                <th scope="col">Note</th>
              </tr>
            </thead>
            <tbody>
              {bars.map(({ label, value, usual }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td className="text-end tabular-nums">{value.toLocaleString("en")}</td>
                  <td>{usual ? "" : "stands out"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
