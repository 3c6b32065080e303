import "server-only";
import { namesOf } from "@/lib/auth/people";
import { read } from "@/lib/db/read";
import type { TotalShown } from "./day-view";
import type { DayWindow } from "./day-window";

/** What somebody else counted of a day, the newest first. The caller has asked who may see it. */
export async function totalsOf(
  sourceId: string,
  { day, zone }: Pick<DayWindow, "day" | "zone">,
): Promise<TotalShown[]> {
  const totals = await read().sourceTotal.findMany({
    where: { sourceId, day: new Date(day), zone },
    orderBy: [{ enteredAt: "desc" }, { id: "asc" }],
    take: 50,
  });
  const names = await namesOf(totals.map(({ enteredById }) => enteredById));
  return totals.map((total) => ({
    id: total.id,
    total: Number(total.total),
    recorded: Number(total.recorded),
    difference: differenceText(total.recorded - total.total),
    origin: total.origin,
    explanation: total.explanation,
    enteredBy: names.get(total.enteredById)?.name ?? total.enteredById,
    enteredAt: total.enteredAt.toISOString(),
  }));
}

function differenceText(difference: bigint): string {
  if (difference === 0n) return "None";
  const size = (difference < 0n ? -difference : difference).toLocaleString("en");
  return difference < 0n ? `${size} missing here` : `${size} more here`;
}
