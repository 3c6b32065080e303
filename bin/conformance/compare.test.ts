import { expect, test } from "vitest";
import { differences, redactionDifference } from "./compare";

const stored = {
  "user.id": "[email:k1:jkgf3dlthrvmgooxkisin43sh4]",
  "client.port": 1,
  policy: { action: "deny" },
  correlation_ids: [
    { kind: "native_id", value: "n" },
    { kind: "request", value: "r" },
  ],
  "gen_ai.tool.call.arguments": { a: [1, "x"] },
  field_state: { "user.id": "redacted" },
};

test.each([
  { "user.id": { $token: "email" }, _note: "not compared" },
  { "client.address": "not_provided", "gen_ai.tool.call.arguments": { a: [1, "x"] } },
  { "policy.action": "deny", correlation_id: "r", native_id: "n" },
])("a record that is as %j says", (expected) => {
  expect(differences([expected], [stored])).toEqual([]);
});

test.each([
  { "user.id": { $token: "phone" } },
  { "client.port": "not_provided" },
  { "client.port": 2 },
  { "policy.action": "allow" },
  { native_id: "r" },
  { correlation_id: "x" },
  { "gen_ai.tool.call.arguments": { a: [1] } },
  { "gen_ai.tool.call.arguments": {} },
])("a record that is not as %j says", (expected) => {
  expect(differences([expected], [stored])).toHaveLength(1);
});

test("another number of records is a difference", () => {
  expect(differences([], [stored])).toEqual(["expected 0 records, stored 1"]);
});

test("replacements are compared in any order, and what stays has to stay as it was", () => {
  const token = "[email:k1:jkgf3dlthrvmgooxkisin43sh4]";
  expect(redactionDifference({ input: "a@b.c", expected: ["email"] }, token)).toBeNull();
  expect(redactionDifference({ input: "x", expected: [] }, "x")).toBeNull();
  expect(redactionDifference({ input: "x", expected: [] }, "y")).toContain("changed");
  expect(redactionDifference({ input: "x", expected: ["phone"] }, token)).toContain("email");
});
