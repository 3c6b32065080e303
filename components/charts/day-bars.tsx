"use client";

import { type ComponentType, useEffect, useRef, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import type { DayBarsProps } from "./day-bars-picture";
import { svgOf } from "./svg-of";

/**
 * A number per day, as bars and as a table. The picture and its script are fetched once the page stands, so that reading the
 * page does not wait for them; days without any are hatched, not empty.
 */
export function DayBars(props: DayBarsProps) {
  const [Picture, setPicture] = useState<ComponentType<DayBarsProps> | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    import("./day-bars-picture").then(
      (module) => {
        if (!gone) setPicture(() => module.DayBarsPicture);
      },
      () => {}, // the numbers below stand without it
    );
    return () => {
      gone = true;
    };
  }, []);
  const { label, valueTitle, dayTitle, days } = props;
  return (
    <figure>
      <div
        ref={frame}
        role="img"
        aria-label={`${label}: the numbers stand in the table below`}
        className="h-56 noscript:hidden"
      >
        {Picture ? <Picture {...props} /> : null}
      </div>
      <div className="mt-1 flex items-start gap-3 text-sm">
        <details className="min-w-0 flex-1">
          <summary className="text-ink-2">The numbers as a table</summary>
          <div className="mt-2 max-h-80 w-fit max-w-full overflow-auto border-y">
            <table className="ledger">
              <caption className="sr-only">{label}</caption>
              <thead>
                <tr>
                  <th scope="col">{dayTitle}</th>
                  <th scope="col" className="text-end">
                    {valueTitle}
                  </th>
                  <th scope="col">Note</th>
                </tr>
              </thead>
              <tbody>
                {days.toReversed().map(({ day, value, gap, note }) => (
                  <tr key={day}>
                    <th scope="row">{day}</th>
                    <td className="text-end tabular-nums">{value.toLocaleString("en")}</td>
                    <td>{gap ? "gap" : note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
        {Picture ? (
          <CopyButton value={() => svgOf(frame.current)} label="Copy the picture as SVG" />
        ) : null}
      </div>
    </figure>
  );
}
