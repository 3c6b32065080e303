import { expect, test } from "vitest";
import { type DetectorRow, detectorsSentence, doubtSentence } from "./detector-view";
import { findingsSentence } from "./view";

const NONE = { waiting: 0, working: 0, overdue: 0, critical: 0, mine: 0, open: 0 };

function row(id: string, alive: boolean): DetectorRow {
  const texts = { title: id, means: "", every: "", lastRun: "", lastCanary: "", why: "" };
  return { ...{ id, alive }, ...texts, version: 1, thresholds: [], examined: 0, found: 0 };
}

test("log paths are counted beside the detectors, not among them", () => {
  const rows = { detectors: [row("a", false), row("b", true)], paths: [row("p", false)] };
  expect(detectorsSentence(rows)).toContain("1 of 2 detectors and 1 of 1 log paths");
  expect(doubtSentence({ detectors: [row("b", true)], paths: [row("p", true)] })).toBeNull();
});

test("an empty list is not called quiet while a detector has not looked", () => {
  const doubt = doubtSentence({ detectors: [row("a", false)], paths: [] });
  expect(findingsSentence(NONE, doubt)).toContain("Not evaluated: 1 of 1 detectors");
  expect(findingsSentence({ ...NONE, waiting: 2 }, doubt)).toContain("proves nothing");
  expect(findingsSentence(NONE, null)).toContain("Every detector looked");
});
