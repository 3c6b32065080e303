import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Instant, instantText } from "./instant";

test("a moment is shown in UTC with milliseconds, whatever its offset", () => {
  expect(instantText("2026-11-21T15:14:03.250+01:00")).toBe("2026-11-21 14:14:03.250 UTC");
});

test("what is no moment is shown as it is", () => {
  expect(instantText("soon")).toBe("soon");
});

test("the element carries the moment for machines", () => {
  expect(renderToStaticMarkup(<Instant at="2026-11-21T14:14:03.250Z" />)).toMatch(
    /<time dateTime="2026-11-21T14:14:03.250Z"[^>]*>2026-11-21 14:14:03.250 UTC<\/time>/,
  );
});
