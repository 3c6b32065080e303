// When the agents of the demo are at work, by the hours of UTC.
import { DAY_MS, HOUR_MS } from "@/lib/core/clock";
import type { Chance } from "./chance";
import type { Caller, Hours } from "./fleet";

const OFFICE = [0, 0, 0, 0, 0, 1, 6, 14, 18, 17, 14, 9, 13, 17, 16, 11, 5, 2, 0, 0, 0, 0, 0, 0];
const SHIPPERS = [
  3, 2, 2, 2, 3, 6, 10, 14, 16, 16, 15, 13, 14, 15, 15, 13, 11, 9, 8, 7, 6, 5, 4, 3,
];

/** How busy a weekend is, compared with a working day. */
const WEEKEND = { office: 0.03, shippers: 0.35, always: 1 } as const satisfies Record<
  Hours,
  number
>;

/** The instants at which a caller calls in [from, to), a part of one UTC day, ascending. */
export function instantsOf(
  { hours, perDay }: Pick<Caller, "hours" | "perDay">,
  { day, from, to, scale }: { day: number; from: number; to: number; scale: number },
  chance: Chance,
): number[] {
  const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
  const busy = perDay * scale * (isWeekend ? WEEKEND[hours] : 1) * (0.85 + chance.share() * 0.3);
  const instants =
    hours === "always"
      ? evenly(day, perDay, chance)
      : byHour(day, Math.round(busy), { hours, chance });
  return instants.filter((at) => at >= from && at < to).sort((a, b) => a - b);
}

// What runs round the clock keeps its rhythm, however much traffic there is besides.
function evenly(day: number, count: number, chance: Chance): number[] {
  const every = DAY_MS / count;
  return Array.from({ length: count }, (_, nth) =>
    Math.floor(day + (nth + 0.2 + chance.share() * 0.6) * every),
  );
}

function byHour(
  day: number,
  count: number,
  { hours, chance }: { hours: "office" | "shippers"; chance: Chance },
): number[] {
  const weights = hours === "office" ? OFFICE : SHIPPERS;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length: count }, () => {
    const hour = hourAt(weights, chance.share() * all);
    return day + hour * HOUR_MS + chance.below(HOUR_MS);
  });
}

function hourAt(weights: readonly number[], share: number): number {
  let sum = 0;
  const hour = weights.findIndex((weight) => {
    sum += weight;
    return share < sum;
  });
  return Math.max(hour, 0);
}
