import { describe, expect, it } from "vitest";
import { quarterAt, quarterNamed, recentQuarters } from "../quarters";
import { snapshotLine } from "../testing/snapshot-line";
import { estimatedMinutes } from "./estimate";
import { launchBlocks } from "./launch-blocks";
import { draftReviewInput } from "./schema";

const NOW = new Date("2026-10-02T09:00:00.000Z");

describe("quarters in UTC", () => {
  it("begin and end at midnight, and are told by name", () => {
    expect(quarterNamed("2026-Q4")).toEqual({
      name: "2026-Q4",
      start: new Date("2026-10-01T00:00:00.000Z"),
      end: new Date("2027-01-01T00:00:00.000Z"),
    });
    expect(quarterAt(new Date("2026-09-30T23:59:59.999Z")).name).toBe("2026-Q3");
    expect(recentQuarters(NOW, 3).map(({ name }) => name)).toEqual([
      "2026-Q4",
      "2026-Q3",
      "2026-Q2",
    ]);
    expect(quarterNamed("2026-Q5")).toBeNull();
  });
});

describe("REV-01 what is left out is said with its reason", () => {
  const input = (exclusions: string) =>
    draftReviewInput.safeParse({
      ...{ kind: "quarterly", quarter: "2026-Q3", triggerId: "", title: "T", dueOn: "2026-10-30" },
      ...{ ownerId: "00000000-0000-4000-8000-000000000001", silenceRule: "leave", kinds: [] },
      ...{ environments: [], serverIds: [], agentIds: [], tieOutNote: "", exclusions },
    });

  it("is read line by line", () => {
    expect(input("Server | billing | It is | gone.\n\n").data?.exclusions).toEqual([
      { kind: "server", name: "billing", reason: "It is | gone." },
    ]);
    expect(input("").data?.exclusions).toEqual([]);
  });

  it.each(["server | billing", "server billing why", "house | x | y"])("refuses %s", (text) => {
    expect(input(text).error?.issues[0]?.path).toEqual(["exclusions"]);
  });
});

describe("REV-03 what stands against a start", () => {
  const draft = { tieOutNote: "", dueAt: new Date("2026-10-30") };
  const population = { lines: [snapshotLine()], stale: [], tieOut: [] };

  it("nothing, where all is fresh and agrees", () => {
    expect(launchBlocks(draft, population, NOW)).toEqual([]);
  });

  it("each stale source by name, nothing in scope, a day that is over, a difference without a word", () => {
    const stale = [
      {
        ...{ sourceId: "gw", name: "Gateway", policyVersion: 3, lines: 4, stale: true },
        statedAt: "2026-10-01T08:00:00.000Z",
      },
    ];
    const tieOut = [{ id: "x", words: "x", compared: 3, missing: 1, examples: ["a"] }];
    const over = { ...draft, dueAt: NOW };
    const blocks = launchBlocks(over, { lines: [], stale, tieOut }, NOW);
    expect(blocks).toHaveLength(4);
    expect(blocks[0]).toContain("Gateway last stated what it enforces 25 hours ago");
    expect(
      launchBlocks({ ...draft, tieOutNote: "Known." }, { ...population, tieOut }, NOW),
    ).toEqual([]);
  });

  it("more lines than a review can hold, and what to do about them", () => {
    const many = { ...population, lines: Array.from({ length: 20_001 }, () => snapshotLine()) };
    const [block, ...more] = launchBlocks(draft, many, NOW);
    expect(block).toMatch(/^Its scope holds 20,001 lines.* Narrow the scope/);
    expect(more).toEqual([]);
  });
});

it("estimates three times as long for a privileged line, and both looks of a line of two stages", () => {
  const standard = snapshotLine();
  const privileged = snapshotLine({ section: "privileged", stages: 2 });
  expect(estimatedMinutes([standard, standard], 30)).toBe(1);
  expect(estimatedMinutes([privileged], 30)).toBe(3);
});
