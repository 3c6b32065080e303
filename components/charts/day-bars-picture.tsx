"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

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

/** The bars themselves. Nothing moves; a gap is a hatched column with its word in the tip. */
export function DayBarsPicture({ valueTitle, dayTitle, days }: DayBarsProps) {
  const most = Math.max(1, ...days.map(({ value }) => value));
  const rows = days.map((day) => ({ ...day, missing: day.gap ? most : 0 }));
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
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--paper-2)" }}
          content={({ active, payload }) => (
            <Tip row={active ? payload[0]?.payload : undefined} valueTitle={valueTitle} />
          )}
        />
        <Bar
          dataKey="value"
          stackId="day"
          maxBarSize={WIDEST}
          fill="var(--ink-2)"
          isAnimationActive={false}
        />
        <Bar
          dataKey="missing"
          stackId="day"
          maxBarSize={WIDEST}
          fill={`url(#${HATCH})`}
          isAnimationActive={false}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

function Tip({ row, valueTitle }: { row: DayOfBars | undefined; valueTitle: string }) {
  if (row === undefined) return null;
  const words = `${row.value.toLocaleString("en")} ${valueTitle.toLowerCase()}`;
  return (
    <div className="layer rounded-sm px-2 py-1 text-sm">
      <p className="font-medium">{row.day}</p>
      <p className="tabular-nums">{row.gap ? "No entry at all: a gap" : words}</p>
      {row.note ? <p className="text-ink-3">{row.note}</p> : null}
    </div>
  );
}
