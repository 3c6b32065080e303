import { expect, test } from "vitest";
import { STAYS_MAX } from "./limits";
import { requestAccessInput } from "./schema";
import { staying, throughWords, wishWords } from "./wish";

test("the last day is granted whole: what is typed as a day ends with it", () => {
  const typed = {
    ...{ keyId: "11111111-1111-4111-8111-111111111111", purpose: "Tests" },
    ...{ operationIds: ["22222222-2222-4222-8222-222222222222"], until: "2027-03-31" },
    ...{ allowTest: "", denyTest: "" },
  };
  const { until } = requestAccessInput.parse(typed);
  expect(until.toISOString()).toBe("2027-04-01T00:00:00.000Z");
  expect(throughWords(until.toISOString())).toBe("through 2027-03-31 (UTC)");
});

test("CHG-06: whoever decides reads each operation with its class, its data and its definition, and what stays", () => {
  const words = wishWords("operations", [
    {
      ...{ id: "22222222-2222-4222-8222-222222222222", name: "invoice.pay", access: "write" },
      ...{ dataClasses: ["payment"], definition: "0123456789abcdef".repeat(4), replaces: null },
    },
    "invoice.read",
  ]);
  expect(words).toBe("+ invoice.pay (write; payment data; definition 01234567)\ninvoice.read");
});

test("a request lists so many names of what is granted already, and says how many more there are", () => {
  const names = Array.from({ length: STAYS_MAX + 3 }, (_, n) => `o${n}`);
  expect(staying(names)).toHaveLength(STAYS_MAX + 1);
  expect(staying(names).at(-1)).toBe("and 3 more");
});

test("CHG-07: a test that nobody noted is said to be missing", () => {
  expect([wishWords("allowTest", ""), wishWords("denyTest", "Refused at noon.")]).toEqual([
    "Nobody noted one.",
    undefined,
  ]);
});
