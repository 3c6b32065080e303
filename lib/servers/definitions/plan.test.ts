import { expect, test } from "vitest";
import { differencesOf, hiddenCharacters } from "./definition-difference";
import { toImportLine } from "./import-lines";
import { type KnownOperation, planHash, planImport } from "./plan";
import { proposedAccess } from "./proposed-access";
import { definitionHash, type Tool } from "./tools-list";

const toolOf = (name: string, description = "Reads."): Tool => {
  const definition = { name, description };
  return { name, definition, hash: definitionHash(definition) };
};

const known = (name: string, more: Partial<KnownOperation> = {}): KnownOperation => ({
  ...{ id: `id of ${name}`, name, access: "read", isRetired: false, observed: null, pinned: null },
  ...more,
});

test("each operation comes to one step, and what the list leaves out is gone", () => {
  const [same, old] = [toolOf("same"), toolOf("changed", "Before.")];
  const back = { observed: toolOf("back", "Strange."), pinned: toolOf("back") };
  const steps = planImport(
    [
      known("same", { observed: same, pinned: same }),
      known("changed", { observed: old, pinned: old }),
      known("back", back),
      known("first"),
      known("gone", { observed: toolOf("gone") }),
      known("never listed"),
    ],
    ["same", "changed", "back", "first", "new"].map((name) => toolOf(name)),
  );
  expect(steps.map(({ name, step }) => [name, step])).toEqual([
    ["same", "same"],
    ["changed", "changed"],
    ["back", "back"],
    ["first", "first"],
    ["new", "new"],
    ["gone", "gone"],
  ]);
});

test("a plan has another hash where the list, the register or a pin is another", () => {
  const [tool, other] = [toolOf("query"), toolOf("query", "Other.")];
  const plans = [
    planImport([], [tool]),
    planImport([], [other]),
    planImport([known("query", { observed: tool })], [tool]),
    planImport([known("query", { observed: tool, pinned: tool })], [tool]),
  ];
  expect(new Set(plans.map((steps) => planHash("server", steps))).size).toBe(4);
  expect(planHash("another server", planImport([], [tool]))).not.toBe(
    planHash("server", planImport([], [tool])),
  );
});

test("a difference names its path, and of long texts shows the part that differs", () => {
  const long = "a".repeat(5_000);
  expect(
    differencesOf(
      { description: `${long}x`, inputSchema: { properties: { sql: { type: "string" } } } },
      { description: `${long}y`, inputSchema: { properties: {} }, title: "Query" },
    ).map(({ field, before, after }) => [field, before?.slice(-25), after?.slice(-25)]),
  ).toEqual([
    [
      "description",
      "aaaaaaaaax (5001 characters)".slice(-25),
      "aaaaaaaaay (5001 characters)".slice(-25),
    ],
    ["inputSchema.properties", undefined, "{}"],
    ["inputSchema.properties.sql.type", "string", undefined],
    ["title", undefined, "Query"],
  ]);
});

test("G32 what nobody sees in a description is counted, and shown by its code", () => {
  const definition = { description: "Reads.\u{e0049}\u200b" };
  expect(hiddenCharacters(definition)).toBe(2);
  expect(differencesOf({ description: "Reads." }, definition)).toMatchObject([
    { before: "Reads.", after: "Reads.⟨U+E0049⟩⟨U+200B⟩" },
  ]);
});

test.each([
  ["list_trips", {}, "read"],
  ["list_trips", { annotations: { readOnlyHint: true } }, "read"],
  ["replan", { annotations: { readOnlyHint: false, destructiveHint: false } }, "write"],
  ["replan", { annotations: { destructiveHint: true } }, "delete"],
  ["deleteVendor", {}, "delete"],
  ["grant_role", { annotations: { destructiveHint: false } }, "admin"],
  ["frobnicate", {}, null],
] as const)("%s with %j is proposed as %s", (name, definition, access) => {
  expect(proposedAccess(name, definition).access).toBe(access);
});

test("a name that sounds like more than the server says is pointed out", () => {
  const hinted = { annotations: { readOnlyHint: true } };
  expect(proposedAccess("delete_vendor", hinted)).toMatchObject({
    access: "delete",
    doubt: expect.stringContaining("readOnlyHint"),
  });
});

test("a change tells how many grants rest on another definition", () => {
  const pinned = toolOf("query");
  const [step] = planImport(
    [known("query", { observed: pinned, pinned })],
    [toolOf("query", "Deletes everything.")],
  );
  const grants = new Map([["id of query", [pinned.hash, pinned.hash]]]);
  expect(step && toImportLine(step, { grants })).toMatchObject({
    step: "changed",
    differences: [{ field: "description", before: "Reads.", after: "Deletes everything." }],
    notices: [expect.stringContaining("2 grants in force")],
  });
});
