"use client";

import { useRouter } from "next/navigation";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/text-link";
import { svgOf } from "./svg-of";
import type { TimeBarDrawn, TimeBarsPictureProps } from "./time-bars-picture";

/**
 * What was counted over time, as bars and as a table; each leads to its own time. The picture and its script are fetched once
 * the page stands. A time of which something is missing is hatched and says so, however much was counted in it.
 */
export function TimeBars({
  label,
  valueTitle,
  timeTitle,
  partTitles,
  bars,
}: {
  label: string;
  valueTitle: string;
  timeTitle: string;
  partTitles: readonly string[];
  bars: readonly (TimeBarDrawn & { href: string })[];
}) {
  const [Picture, setPicture] = useState<ComponentType<TimeBarsPictureProps> | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const router = useRouter();
  useEffect(() => {
    let gone = false;
    import("./time-bars-picture").then(
      (module) => {
        if (!gone) setPicture(() => module.TimeBarsPicture);
      },
      () => {}, // the numbers below stand without it
    );
    return () => {
      gone = true;
    };
  }, []);
  const choose = (start: string) => {
    const bar = bars.find((one) => one.start === start);
    if (bar) router.push(bar.href, { scroll: false });
  };
  return (
    <figure className="mb-4">
      <div
        ref={frame}
        role="img"
        aria-label={`${label}: the numbers stand in the table below`}
        className="h-44 noscript:hidden"
      >
        {Picture ? <Picture {...{ valueTitle, timeTitle, partTitles, bars, choose }} /> : null}
      </div>
      <div className="mt-1 flex items-start gap-3 text-sm">
        <details className="min-w-0 flex-1">
          <summary className="text-ink-2">The numbers as a table</summary>
          <Numbers {...{ label, timeTitle, partTitles, bars }} />
        </details>
        {Picture ? (
          <CopyButton value={() => svgOf(frame.current)} label="Copy the picture as SVG" />
        ) : null}
      </div>
    </figure>
  );
}

function Numbers({
  label,
  timeTitle,
  partTitles,
  bars,
}: {
  label: string;
  timeTitle: string;
  partTitles: readonly string[];
  bars: readonly (TimeBarDrawn & { href: string })[];
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
      tabIndex={0}
      className="mt-2 max-h-80 w-fit max-w-full overflow-auto border-y print:max-h-none"
    >
      <table className="ledger">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{timeTitle}</th>
            {partTitles.map((title) => (
              <th key={title} scope="col" className="text-end">
                {title}
              </th>
            ))}
            <th scope="col">Gap</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ start, label: time, parts, gap, href }) => (
            <tr key={start}>
              <th scope="row" className="tabular-nums">
                <TextLink href={href} scroll={false}>
                  {time}
                </TextLink>
              </th>
              {partTitles.map((title, nth) => (
                <td key={title} className="text-end tabular-nums">
                  {(parts[nth] ?? 0).toLocaleString("en")}
                </td>
              ))}
              <td>{gap}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
