import { DAY_MS } from "@/lib/core/clock";

/** A calendar quarter in UTC, `2026-Q3`. */
export type Quarter = {
  readonly name: string;
  readonly start: Date;
  /** The first instant of the next one. */
  readonly end: Date;
};

const NAME = /^(\d{4})-Q([1-4])$/;

/** The quarter of a name; null: it is none. */
export function quarterNamed(name: string): Quarter | null {
  const [, year, nth] = NAME.exec(name) ?? [];
  if (!year || !nth) return null;
  const first = (Number(nth) - 1) * 3;
  return {
    name,
    start: new Date(Date.UTC(Number(year), first, 1)),
    end: new Date(Date.UTC(Number(year), first + 3, 1)),
  };
}

/** The quarter of an instant. */
export function quarterAt(at: Date): Quarter {
  const nth = Math.floor(at.getUTCMonth() / 3);
  const year = at.getUTCFullYear();
  return {
    name: `${String(year).padStart(4, "0")}-Q${nth + 1}`,
    start: new Date(Date.UTC(year, nth * 3, 1)),
    end: new Date(Date.UTC(year, nth * 3 + 3, 1)),
  };
}

/** The quarter of an instant and those before it, newest first. */
export function recentQuarters(at: Date, count: number): Quarter[] {
  const quarters: Quarter[] = [];
  let current = quarterAt(at);
  while (quarters.length < count) {
    quarters.push(current);
    current = quarterAt(new Date(current.start.getTime() - DAY_MS));
  }
  return quarters;
}
