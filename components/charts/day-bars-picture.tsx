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

export type DayOfBars = { day: string; value: number; gap: boolean; note: string };
export type DayBarsProps = {
  label: string;
  /** What the numbers count, and what the days are, with their zone. */
  valueTitle: string;
  dayTitle: string;
  days: readonly DayOfBars[];
};

const HATCH = "day-bars-gap";
const WIDEST = 28; // a log of one day is no wall
const TICK = { fill: "var(--ink-3)", fontSize: 12 };

/**
 * The bars themselves. Nothing moves; a gap is a hatched column with its word in the tip. That is the browser's own: the one
 * of recharts would cost each visit 12 kB.
 */
export function DayBarsPicture({ valueTitle, dayTitle, days }: DayBarsProps) {
  const most = Math.max(1, ...days.map(({ value }) => value));
  const rows = days.map((day) => ({ ...day, missing: day.gap ? most : 0 }));
  const columnOf = (fill: string) => (drawn: BarShapeProps) => {
    const day = days[drawn.index];
    const unit = valueTitle.toLowerCase();
    return day === undefined ? null : <Column drawn={drawn} day={day} unit={unit} fill={fill} />;
  };
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={rows}
        accessibilityLayer={false}
        margin={{ top: 4, right: 4, bottom: 16, left: 4 }}
      >
        <defs>
          <pattern
            id={HATCH}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1="0" y1="0" x2="0" y2="6" stroke="var(--attention)" strokeWidth="2" />
          </pattern>
        </defs>
        <CartesianGrid vertical={false} stroke="var(--rule)" />
        <XAxis
          dataKey="day"
          tick={TICK}
          stroke="var(--rule-2)"
          tickLine={false}
          minTickGap={24}
          tickFormatter={(day: string) => day.slice(5)}
          label={{ value: dayTitle, position: "bottom", offset: 0, ...TICK }}
        />
        <YAxis
          tick={TICK}
          stroke="var(--rule-2)"
          tickLine={false}
          axisLine={false}
          allowDecimals={false}
          width={64}
          tickFormatter={(value: number) => value.toLocaleString("en")}
          label={{ value: valueTitle, angle: -90, position: "insideLeft", ...TICK }}
        />
        <Bar
          dataKey="value"
          stackId="day"
          maxBarSize={WIDEST}
          shape={columnOf("var(--ink-2)")}
          isAnimationActive={false}
        />
        <Bar
          dataKey="missing"
          stackId="day"
          maxBarSize={WIDEST}
          shape={columnOf(`url(#${HATCH})`)}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

/** Draws a bar with its own tip: the browser shows it, and it stays in the picture when that is copied. */
function Column({
  drawn: { x, y, width, height },
  day: { day, value, gap, note },
  unit,
  fill,
}: {
  drawn: BarShapeProps;
  day: DayOfBars;
  unit: string;
  fill: string;
}) {
  const words = gap ? "no entry at all: a gap" : `${value.toLocaleString("en")} ${unit}`;
  return (
    <rect x={x} y={y} width={width} height={height} fill={fill}>
      <title>{[day, words, note].filter((part) => part !== "").join(", ")}</title>
    </rect>
  );
}
