import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readOrMake } from "./secrets";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secrets-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("a secret is made once, 256 bits, and readable by its owner alone", () => {
  const made = readOrMake(join(folder, "secrets"), "session");
  expect(Buffer.from(made, "base64url")).toHaveLength(32);
  expect(readOrMake(join(folder, "secrets"), "session")).toBe(made);
  expect(readdirSync(join(folder, "secrets"))).toEqual(["session"]);
  expect(statSync(join(folder, "secrets", "session")).mode & 0o777).toBe(0o600);
});

test("each secret is its own", () => {
  expect(readOrMake(folder, "session")).not.toBe(readOrMake(folder, "sign-in"));
});

test("a file that was cut short is refused, not used as a key", () => {
  writeFileSync(join(folder, "session"), "");
  expect(() => readOrMake(folder, "session")).toThrow("is damaged. Delete it");
});
