"use client";

import {
  Bar,
  BarChart,
  type BarShapeProps,
  CartesianGrid,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";

export type TimeBarDrawn = {
  readonly start: string;
  readonly label: string;
  readonly short: string;
  readonly parts: readonly number[];
  /** What is missing in this time, in words; "" where nothing is known to be. */
  readonly gap: string;
};
export type TimeBarsPictureProps = {
  valueTitle: string;
  timeTitle: string;
  /** What the parts of a bar are, from its foot up. */
  partTitles: readonly string[];
  bars: readonly TimeBarDrawn[];
  choose: (start: string) => void;
};

const TICK = { fill: "var(--ink-3)", fontSize: 12 };
const WIDEST = 28;
const GAP = "time-bars-gap";
// Signs besides colours: the parts are told apart in grey as well.
const FILLS = ["var(--ink-2)", "url(#time-bars-second)", "url(#time-bars-third)"] as const;

/** Bars of up to three parts. A gap hatches the whole column over what was counted in it. A column is a way to its own time. */
export function TimeBarsPicture({
  valueTitle,
  timeTitle,
  partTitles,
  bars,
  choose,
}: TimeBarsPictureProps) {
  const sum = ({ parts }: TimeBarDrawn) => parts.reduce((total, part) => total + part, 0);
  const most = Math.max(1, ...bars.map(sum));
  const shortOf = new Map(bars.map(({ start, short }) => [start, short]));
  const rows = bars.map((bar) => ({ ...bar, rest: most - sum(bar) }));
  const columnOf = (fill: (bar: TimeBarDrawn) => string) => (drawn: BarShapeProps) => {
    const bar = bars[drawn.index];
    return bar ? (
      <Column
        drawn={drawn}
        tip={tipOf(bar, partTitles)}
        fill={fill(bar)}
        onClick={() => choose(bar.start)}
      />
    ) : null;
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={rows}
        accessibilityLayer={false}
        barCategoryGap="8%"
        margin={{ top: 4, right: 4, bottom: 16, left: 4 }}
      >
        <defs>
          <Hatch id={GAP} ink="var(--attention)" turn={45} />
          <Hatch id="time-bars-second" ink="var(--attention)" turn={0} ground />
          <Hatch id="time-bars-third" ink="var(--fail)" turn={90} ground />
        </defs>
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis
          dataKey="start"
          tick={TICK}
          stroke="var(--rule-2)"
          tickLine={false}
          minTickGap={24}
          tickFormatter={(start: string) => shortOf.get(start) ?? ""}
          label={{ value: timeTitle, position: "bottom", offset: 0, ...TICK }}
        />
        <YAxis
          tick={TICK}
          stroke="var(--rule-2)"
          tickLine={false}
          axisLine={false}
          allowDecimals={false}
          domain={[0, most]}
          width={64}
          tickFormatter={(value: number) => value.toLocaleString("en")}
          label={{ value: valueTitle, angle: -90, position: "insideLeft", ...TICK }}
        />
        {partTitles.map((title, nth) => (
          <Bar
            key={title}
            dataKey={(bar: TimeBarDrawn) => bar.parts[nth] ?? 0}
            stackId="time"
            maxBarSize={WIDEST}
            shape={columnOf(() => FILLS[nth] ?? FILLS[0])}
            isAnimationActive={false}
          />
        ))}
        <Bar
          dataKey="rest"
          stackId="time"
          maxBarSize={WIDEST}
          shape={columnOf(({ gap }) => (gap === "" ? "transparent" : `url(#${GAP})`))}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

function tipOf({ label, parts, gap }: TimeBarDrawn, titles: readonly string[]): string {
  const counts = titles.map((title, nth) => `${(parts[nth] ?? 0).toLocaleString("en")} ${title}`);
  return [label, ...counts, ...(gap === "" ? [] : [`gap: ${gap}`])].join(", ");
}

function Column({
  drawn: { x, y, width, height },
  tip,
  fill,
  onClick,
}: {
  drawn: BarShapeProps;
  tip: string;
  fill: string;
  onClick: () => void;
}) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same ways as links
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      fill={fill}
      className="cursor-pointer"
      onClick={onClick}
    >
      <title>{tip}</title>
    </rect>
  );
}

function Hatch({
  id,
  ink,
  turn,
  ground = false,
}: {
  id: string;
  ink: string;
  turn: number;
  ground?: boolean;
}) {
  return (
    <pattern
      id={id}
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform={`rotate(${turn})`}
    >
      {ground ? <rect width="6" height="6" fill={ink} fillOpacity={0.25} /> : null}
      <line x1="0" y1="0" x2="0" y2="6" stroke={ink} strokeWidth={ground ? 4 : 2} />
    </pattern>
  );
}
