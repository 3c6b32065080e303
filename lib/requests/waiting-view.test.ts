import { expect, test } from "vitest";
import { inboxLead, inOrder, type Waiting } from "./waiting-view";

const now = new Date("2026-11-21T12:00:00.000Z");
const waiting = (
  id: string,
  dueAt: string | null,
  since = "2026-11-20T00:00:00.000Z",
): Waiting => ({
  ...{ id, dueAt, since, act: "Decide", title: id, what: "Test", href: `/inbox/${id}` },
});

test("the longest overdue comes first, then what is due soonest, then what has no day, the oldest first", () => {
  const rows = inOrder(
    [
      waiting("no day, newer", null, "2026-11-20T00:00:00.000Z"),
      waiting("due tomorrow", "2026-11-22T12:00:00.000Z"),
      waiting("just overdue", "2026-11-21T11:59:59.999Z"),
      waiting("no day, older", null, "2026-11-19T00:00:00.000Z"),
      waiting("due now", "2026-11-21T12:00:00.000Z"),
      waiting("long overdue", "2026-11-01T12:00:00.000Z"),
    ],
    now,
  );
  expect(rows.map(({ id, overdue }) => [id, overdue])).toEqual([
    ["long overdue", true],
    ["just overdue", true],
    ["due now", false],
    ["due tomorrow", false],
    ["no day, older", false],
    ["no day, newer", false],
  ]);
});

test.each([
  [[], 0, "Nothing waits for you, nothing new was told to you."],
  [[false], 1, "1 thing waits for you, not overdue, 1 notification not acknowledged."],
  [[true], 0, "1 thing waits for you, and it is overdue, nothing new was told to you."],
  [[true, true], 0, "2 things wait for you, all overdue, nothing new was told to you."],
  [[false, false], 0, "2 things wait for you, none overdue, nothing new was told to you."],
  [[true, false], 2, "2 things wait for you, 1 overdue, 2 notifications not acknowledged."],
])("the inbox says in one sentence what there is to do: %j, %d", (late, told, says) => {
  expect(
    inboxLead(
      late.map((overdue) => ({ overdue })),
      told,
    ),
  ).toBe(says);
});
