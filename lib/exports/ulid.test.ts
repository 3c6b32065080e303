import { expect, test } from "vitest";
import { ulidOf } from "./ulid";

const at = new Date("2026-11-21T14:14:03.250Z");

test("IPE-01: an export id is a ULID that begins with its instant", () => {
  const id = ulidOf(at, "one");
  expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
  const millis = [...id.slice(0, 10)].reduce(
    (sum, char) => sum * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(char),
    0,
  );
  expect(new Date(millis)).toEqual(at);
});

test("IPE-01: the same request makes the same id, another request another", () => {
  expect(ulidOf(at, "one")).toBe(ulidOf(at, "one"));
  expect(ulidOf(at, "one")).not.toBe(ulidOf(at, "two"));
});

test("ids sort by their instant", () => {
  expect(ulidOf(at, "z") < ulidOf(new Date(at.getTime() + 1), "a")).toBe(true);
});
