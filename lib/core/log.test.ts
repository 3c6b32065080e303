import { afterEach, expect, test, vi } from "vitest";
import { logError } from "./log";

afterEach(() => vi.restoreAllMocks());

test("a failure is one line of JSON, with its reason and where it came from", () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  logError("job.failed", new Error("first line\nsecond", { cause: new Error("why") }), {
    job: "agents.remind",
  });
  const line = String(printed.mock.calls[0]?.[0]);
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toMatchObject({
    level: "error",
    what: "job.failed",
    job: "agents.remind",
    message: "first line\nsecond",
    cause: "why",
    stack: expect.stringContaining("log.test.ts"),
  });
});

test("whatever was thrown is noted, even if it is no error", () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => {});
  logError("job.failed", "plain text");
  expect(JSON.parse(String(printed.mock.calls[0]?.[0]))).toMatchObject({ message: "plain text" });
});
