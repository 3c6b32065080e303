import { expect, test, vi } from "vitest";
import { AppError } from "./app-error";

test("an error of another copy of the module is known for what it is, and no other error is", async () => {
  vi.resetModules();
  const copy = await import("./app-error");
  expect(copy.AppError).not.toBe(AppError);
  expect(new copy.AppError("not_found", "Gone.")).toBeInstanceOf(AppError);
  expect(new AppError("not_found", "Gone.")).toBeInstanceOf(AppError);
  expect(new Error("not_found")).not.toBeInstanceOf(AppError);
  expect(undefined).not.toBeInstanceOf(AppError);
});
