import { describe, expect, test } from "vitest";
import { aheadIn, clockQuarters, worstOf } from "./clock";
import { dayWindow, isZone } from "./day-window";
import { common, without } from "./ranges";
import { type Counted, type Island, judgeSequence } from "./sequence";
import { silencesIn } from "./silence";
import { type DayFacts, judgeDay } from "./verdict";

const at = (text: string) => new Date(text);
const minutesFrom = (start: string, ...minutes: number[]) =>
  minutes.map((minute) => new Date(Date.parse(start) + minute * 60_000));

const T0 = at("2026-11-20T10:00:00.000Z");
const island = (first: number, last: number, differs: Partial<Island> = {}): Island => ({
  epoch: "",
  fresh: true,
  first: BigInt(first),
  last: BigInt(last),
  settled: BigInt(last),
  firstAt: new Date(T0.getTime() + first * 1_000),
  lastAt: new Date(T0.getTime() + last * 1_000),
  receivedAt: new Date(T0.getTime() + last * 1_000 + 50),
  ...differs,
});
const counted = (first: number, last: number, differs: Partial<Counted> = {}): Counted => ({
  epoch: "",
  first: BigInt(first),
  last: BigInt(last),
  lastAt: new Date(T0.getTime() + last * 1_000),
  repeats: 0n,
  ...differs,
});

describe("numbers of a sender", () => {
  test("LOG-07 a hole in the numbers is found with its window, and the numbers around it are counted", () => {
    const { found, counted: now } = judgeSequence([], [island(1, 499), island(511, 600)], []);
    expect(found).toMatchObject([{ first: 500n, last: 510n, epoch: "" }]);
    expect(found[0]?.from).toEqual(new Date(T0.getTime() + 499_000));
    expect(found[0]?.to).toEqual(new Date(T0.getTime() + 511_000));
    expect(now).toMatchObject([{ first: 1n, last: 600n, repeats: 0n }]);
  });

  test("LOG-07 numbers that arrive out of order within the join window are no gap", () => {
    // 4 came, 3 has not: what is greater than 3 is younger than the window.
    const early = judgeSequence([counted(1, 2)], [island(4, 4, { settled: null })], []);
    expect(early).toMatchObject({ found: [], counted: [{ last: 2n }] });
    const whole = judgeSequence([counted(1, 2)], [island(3, 4, { settled: 4n })], []);
    expect(whole).toMatchObject({ found: [], counted: [{ last: 4n }] });
    const never = judgeSequence([counted(1, 2)], [island(4, 4)], []);
    expect(never.found).toMatchObject([{ first: 3n, last: 3n }]);
  });

  test("LOG-07 what fills a hole later is seen, and what is left of it stays", () => {
    const open = [{ id: "g", epoch: "", first: 500n, last: 510n }];
    const known = [counted(1, 600)];
    const some = judgeSequence(known, [island(503, 505)], open);
    expect(some.filled).toMatchObject([
      {
        id: "g",
        left: [
          { first: 500n, last: 502n },
          { first: 506n, last: 510n },
        ],
      },
    ]);
    const all = judgeSequence(known, [island(500, 510)], open);
    expect(all.filled).toMatchObject([{ id: "g", left: [] }]);
    expect(all.counted).toMatchObject([{ repeats: 0n }]);
    expect(all.found).toEqual([]);
  });

  test("LOG-07 a new epoch counts anew, and is no hole", () => {
    const { found, counted: now } = judgeSequence(
      [counted(1, 600, { epoch: "a" })],
      [island(1, 20, { epoch: "b" }), island(23, 30, { epoch: "b" })],
      [],
    );
    expect(found).toMatchObject([{ epoch: "b", first: 21n, last: 22n }]);
    // What comes in one epoch is no second time of the same number in another.
    expect(now.map(({ epoch, last, repeats }) => [epoch, last, repeats])).toEqual([
      ["a", 600n, 0n],
      ["b", 30n, 0n],
    ]);
  });

  test("IPE-24 numbers that come a second time are counted, but not those that an earlier look saw", () => {
    const again = judgeSequence([counted(1, 600)], [island(1, 10)], []);
    expect(again.counted).toMatchObject([{ repeats: 10n, last: 600n }]);
    const seen = judgeSequence([counted(1, 600)], [island(590, 600, { fresh: false })], []);
    expect(seen.counted).toMatchObject([{ repeats: 0n }]);
  });

  test("older numbers that come later, as from a file, extend what was counted", () => {
    const { found, counted: now } = judgeSequence([counted(100, 200)], [island(1, 97)], []);
    expect(found).toMatchObject([{ first: 98n, last: 99n }]);
    expect(now).toMatchObject([{ first: 1n, last: 200n }]);
  });

  test("ranges", () => {
    expect(
      without({ first: 1n, last: 9n }, [
        { first: 7n, last: 20n },
        { first: 3n, last: 3n },
      ]),
    ).toEqual([
      { first: 1n, last: 2n },
      { first: 4n, last: 6n },
    ]);
    expect(
      common({ first: 5n, last: 8n }, [
        { first: 1n, last: 5n },
        { first: 8n, last: 9n },
      ]),
    ).toEqual([
      { first: 5n, last: 5n },
      { first: 8n, last: 8n },
    ]);
  });
});

describe("silence", () => {
  const rules = { rhythmMinutes: 5, until: at("2026-11-21T01:00:00Z") };

  test("LOG-07 a quiet hour with heartbeats is quiet, one without is a gap", () => {
    const start = at("2026-11-20T23:30:00Z");
    const beats = Array.from({ length: 18 }, (_, n) => (n + 1) * 5);
    expect(silencesIn(start, minutesFrom("2026-11-20T23:30:00Z", ...beats), rules)).toEqual([]);
    expect(
      silencesIn(start, minutesFrom("2026-11-20T23:30:00Z", 5, 70, 75, 80, 85, 90), rules),
    ).toEqual([
      // Across midnight it is one gap, not two.
      {
        last: at("2026-11-20T23:35:00Z"),
        from: at("2026-11-20T23:36:00Z"),
        to: at("2026-11-21T00:40:00Z"),
      },
    ]);
  });

  test("LOG-07 a source that is silent until now has a gap that lasts", () => {
    const [gap] = silencesIn(at("2026-11-21T00:54:00Z"), [], rules);
    expect(gap).toEqual({
      last: at("2026-11-21T00:54:00Z"),
      from: at("2026-11-21T00:55:00Z"),
      to: null,
    });
    expect(silencesIn(at("2026-11-21T00:55:00Z"), [], rules)).toEqual([]);
  });

  test("an hour that the clocks show twice or skip is as long as it is", () => {
    // In Brussels 02:00 to 03:00 comes twice on 2026-10-25, and not at all on 2026-03-29.
    const autumn = { rhythmMinutes: 60, until: at("2026-10-25T02:30:00Z") };
    expect(
      silencesIn(at("2026-10-25T00:30:00Z"), minutesFrom("2026-10-25T00:30:00Z", 60, 120), autumn),
    ).toEqual([]);
    const spring = { rhythmMinutes: 60, until: at("2026-03-29T01:45:00Z") };
    expect(
      silencesIn(at("2026-03-29T00:30:00Z"), minutesFrom("2026-03-29T00:30:00Z", 75), spring),
    ).toHaveLength(1);
  });

  test("nothing is expected of a source without a rhythm", () => {
    expect(silencesIn(T0, [], { rhythmMinutes: 0, until: at("2026-11-21T01:00:00Z") })).toEqual([]);
  });
});

describe("LOG-06 the clock of a sender", () => {
  const limits = { offsetMs: 1_000, fineMs: 100 };
  const sample = (minute: string, min: number) => ({ minute: at(minute), min, max: min + 900 });

  test("is sampled per quarter of an hour, by the smallest lag in it", () => {
    const quarters = clockQuarters(
      [
        sample("2026-11-20T10:01:00Z", 40),
        sample("2026-11-20T10:14:00Z", 900),
        sample("2026-11-20T10:15:00Z", 900),
        sample("2026-11-20T10:31:00Z", 1_001),
        sample("2026-11-20T10:46:00Z", -1_001),
        sample("2026-11-20T11:01:00Z", -1_000),
      ],
      limits,
    );
    expect(quarters.map(({ state }) => state)).toEqual([
      "fine",
      "coarse",
      "late",
      "ahead",
      "coarse",
    ]);
    expect(worstOf(quarters)).toBe("ahead");
    expect(worstOf([])).toBeNull();
  });

  test("that runs ahead for a while is one stretch", () => {
    const quarters = clockQuarters(
      [
        sample("2026-11-20T10:01:00Z", -2_000),
        sample("2026-11-20T10:16:00Z", -4_200),
        sample("2026-11-20T10:31:00Z", 5),
        sample("2026-11-20T10:46:00Z", -2_000),
      ],
      limits,
    );
    expect(aheadIn(quarters)).toEqual([
      { from: at("2026-11-20T10:00:00Z"), to: at("2026-11-20T10:30:00Z"), byMs: 4_200 },
      { from: at("2026-11-20T10:45:00Z"), to: at("2026-11-20T11:00:00Z"), byMs: 2_000 },
    ]);
  });
});

describe("LOG-08 a business day", () => {
  test("is 24 hours of the stated zone, 23 or 25 where its clocks change", () => {
    const days = ["2026-11-20", "2026-10-25", "2026-03-29"].map((day) =>
      dayWindow(day, "Europe/Brussels"),
    );
    expect(days.map(({ hours }) => hours)).toEqual([24, 25, 23]);
    expect(days[1]).toMatchObject({
      from: at("2026-10-24T22:00:00Z"),
      to: at("2026-10-25T23:00:00Z"),
    });
    // Midnight of this day did not exist there.
    expect(dayWindow("2018-11-04", "America/Sao_Paulo").from).toEqual(at("2018-11-04T03:00:00Z"));
    expect(dayWindow("2026-11-20", "Asia/Kolkata").from).toEqual(at("2026-11-19T18:30:00Z"));
    expect(() => dayWindow("2026-02-30", "UTC")).toThrow(RangeError);
    expect([isZone("Europe/Brussels"), isZone("Europe/Nowhere"), isZone("")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  const whole: DayFacts = {
    calls: 100,
    standing: "whole",
    gaps: { unexplained: 0, explained: 0 },
    quarantined: 0,
    satisfied: 700,
    sequenced: 100,
    repeats: false,
    rhythmMinutes: 0,
    clock: "fine",
    sampling: "all",
  };
  const verdictOf = (differs: Partial<DayFacts>) => judgeDay({ ...whole, ...differs }, 999).verdict;

  test("is complete evidence only where nothing speaks against it", () => {
    expect(judgeDay(whole, 999)).toEqual({
      verdict: "complete",
      reasons: ["All came, by numbers without a hole."],
    });
    expect(verdictOf({ gaps: { unexplained: 1, explained: 0 } })).toBe("gap");
    expect(verdictOf({ gaps: { unexplained: 0, explained: 1 } })).toBe("gap");
    expect(verdictOf({ quarantined: 1 })).toBe("quarantined");
    expect(verdictOf({ satisfied: 699 })).toBe("incomplete");
    expect(verdictOf({ satisfied: null })).toBe("not-evaluated");
    expect(verdictOf({ sampling: "0.1" })).toBe("incomplete");
    expect(verdictOf({ sequenced: 99 })).toBe("not-attested");
    expect(verdictOf({ repeats: true })).toBe("not-attested");
    expect(verdictOf({ sequenced: 0, rhythmMinutes: 5 })).toBe("complete");
    expect(verdictOf({ clock: "ahead" })).toBe("not-evaluated");
    expect(verdictOf({ clock: "late" })).toBe("not-evaluated");
    expect(verdictOf({ clock: null })).toBe("not-evaluated");
    expect(verdictOf({ standing: "running" })).toBe("not-evaluated");
  });

  test("without a call is quiet only where a rhythm proves it", () => {
    const quiet = { calls: 0, sequenced: 0, satisfied: 0, clock: null };
    expect(verdictOf({ ...quiet, rhythmMinutes: 5 })).toBe("complete");
    expect(verdictOf(quiet)).toBe("not-attested");
  });

  test("names every reason, the gravest first", () => {
    const { verdict, reasons } = judgeDay(
      { ...whole, quarantined: 2, satisfied: 650, clock: "ahead" },
      999,
    );
    expect(verdict).toBe("quarantined");
    expect(reasons).toEqual([
      "2 records in quarantine that nobody has disposed of.",
      "92.8% of the required fields are filled; 99.9% are asked for.",
      "The sender's clock ran ahead: its times are not trusted.",
    ]);
  });
});
