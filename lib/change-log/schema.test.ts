import { expect, test } from "vitest";
import { exportChangesInput } from "./schema";

const fromOf = (from: string) => exportChangesInput.safeParse({ format: "csv", from });

test("a day or an instant without a zone is read as UTC", () => {
  expect(fromOf("2026-11-21").data?.from).toEqual(new Date("2026-11-21T00:00:00.000Z"));
  expect(fromOf("2026-11-21T14:14").data?.from).toEqual(new Date("2026-11-21T14:14:00.000Z"));
  expect(fromOf("").data?.from).toBeNull();
});

test.each(["0000-01-01", "0000-01-01T00:00", "2026-02-30", "soon"])("%s is refused", (from) => {
  expect(fromOf(from).error?.issues[0]?.message).toContain("in UTC");
});
