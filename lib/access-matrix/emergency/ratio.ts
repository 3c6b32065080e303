/** Changes of access of one calendar month (UTC), and how many of them were emergencies (CHG-10). */
export type MonthCount = { month: string; emergencies: number; changes: number };

/** The share in whole percent, rounded up so that more than the threshold is never shown as the threshold; null: nothing changed. */
export function shareOf({ emergencies, changes }: MonthCount): number | null {
  return changes === 0 ? null : Math.ceil((emergencies / changes) * 100);
}

/** Whether emergencies were so many that it asks for attention. */
export function tooMany({ emergencies, changes }: MonthCount, percent: number): boolean {
  return changes > 0 && emergencies * 100 > percent * changes;
}

/** The first instants of the last `count` months, the newest first, and of the month after each. */
export function lastMonths(now: Date, count: number): { month: string; from: Date; to: Date }[] {
  return Array.from({ length: count }, (_, back) => {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
    return { month: from.toISOString().slice(0, 7), from, to };
  });
}
