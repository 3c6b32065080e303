import { expect, test } from "vitest";
import { isOriginBase, originOf, parseOrigin } from "./origin";

test("an origin is host, path and log", () => {
  expect(originOf("ledger.example.com/acme", "calls")).toBe("ledger.example.com/acme/calls");
  expect(originOf("localhost:3000/01HZX", "governance")).toBe("localhost:3000/01HZX/governance");
  expect(parseOrigin("localhost/x/calls")).toEqual({ base: "localhost/x", log: "calls" });
});

test.each([
  "",
  "https://example.com",
  "example.com/",
  "/example.com",
  "example.com/a b",
  "example.com/a+b",
  "EXAMPLE.com",
  "example.com//a",
  "-example.com",
  `${"a".repeat(201)}`,
  "example.com/é",
])("%j is no base of an origin", (base) => {
  expect(isOriginBase(base)).toBe(false);
  expect(() => originOf(base, "calls")).toThrow("no ledger origin");
});

test.each(["calls", "/calls", "example.com/call", "example.com/acme/calls/", "a b/calls"])(
  "%j is no origin",
  (origin) => {
    expect(parseOrigin(origin)).toBeNull();
  },
);
