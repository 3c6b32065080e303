import { expect, test } from "vitest";
import { shortened } from "./matrix-text";

test("of a long name its beginning and its end are left", () => {
  expect(shortened("booking-intake-development-171", 15)).toBe("booking-i…nt-171");
  expect(shortened("select", 2)).toBe("se…");
});
