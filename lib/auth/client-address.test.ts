import { expect, test } from "vitest";
import { clientAddress } from "./client-address";

const headers = {
  "x-countersign-peer": "10.0.0.7",
  "x-forwarded-for": "1.1.1.1, 203.0.113.9, 10.0.0.5",
};

test("without proxies the socket's address counts and forwarded headers are ignored", () => {
  expect(clientAddress(headers, 0)).toBe("10.0.0.7");
});

test("behind proxies the address is what the outermost trusted one saw", () => {
  expect(clientAddress(headers, 1)).toBe("10.0.0.5");
  expect(clientAddress(headers, 2)).toBe("203.0.113.9");
});

test("a header shorter than the proxies falls back to the socket", () => {
  expect(clientAddress(headers, 4)).toBe("10.0.0.7");
  expect(clientAddress({ "x-countersign-peer": "10.0.0.7" }, 1)).toBe("10.0.0.7");
});

test("no address at all still counts, under one name", () => {
  expect(clientAddress({}, 0)).toBe("unknown");
});
