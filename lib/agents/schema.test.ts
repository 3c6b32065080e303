import { expect, test } from "vitest";
import { CONTENT_INPUT, TYPED } from "./fixtures";
import { listAgentsInput, registerAgentInput } from "./schema";

const issueAt = (field: string, value: unknown) =>
  registerAgentInput
    .safeParse({ ...TYPED, [field]: value })
    .error?.issues.find(({ path }) => path[0] === field)?.message;

test("what a form sends becomes words, booleans, lists and nulls", () => {
  expect(registerAgentInput.parse(TYPED)).toEqual({ ...CONTENT_INPUT, slug: null });
});

test.each(["name", "purpose", "ownerId", "modelProvider", "modelName", "oversight"])(
  "an empty %s is refused in a sentence",
  (field) => {
    expect(issueAt(field, "")).toMatch(/^[A-Z].*\.$/);
  },
);

test.each([
  "autonomy",
  "customerFacing",
  "aiActRole",
  "aiActArea",
  "aiActProfiling",
  "aiActDerogation",
  "aiActTalksToPeople",
  "aiActGeneratesContent",
])("8.1 %s has no silent default", (field) => {
  expect(issueAt(field, "")).toMatch(/^(Choose|Say)/);
  const without = Object.fromEntries(Object.entries(TYPED).filter(([name]) => name !== field));
  expect(registerAgentInput.safeParse(without).success).toBe(false);
});

test.each(["name", "purpose", "description", "oversight", "aiActReasoning", "links", "slug"])(
  "a text of 100 kB as %s is refused",
  (field) => {
    expect(issueAt(field, "a".repeat(100_000))).toBeTruthy();
  },
);

test.each([
  ["emoji", "🤖 Räuber 👩‍👩‍👧"],
  ["right to left", "مساعد \u202eالفواتير"],
  ["markup", "<script>alert(1)</script>"],
  ["a formula", '=cmd()|"calc"!A1'],
])("%s comes through letter by letter", (_what, text) => {
  expect(
    registerAgentInput.parse({ ...TYPED, name: text, purpose: `${text}\n${text}` }),
  ).toMatchObject({
    name: text.normalize("NFC"),
    purpose: `${text}\n${text}`.normalize("NFC"),
  });
});

test.each(["\u0000", "\ud800"])("a letter no database could hold is refused", (bad) => {
  expect(issueAt("name", `A${bad}B`)).toContain("Remove the invisible control character");
});

test.each(["Invoice", "a--b", "-a", "a-", "new", "ä", "a b", "a".repeat(65)])(
  "%s is no short name",
  (slug) => {
    expect(issueAt("slug", slug)).toBeTruthy();
  },
);

test.each(["javascript:alert(1)", "ftp://x", "Runbook", "x | data:text/html,1"])(
  "%s is no link",
  (links) => {
    expect(issueAt("links", links)).toBe("Write each link as: label | https://address");
  },
);

test("a link without a label is its own label", () => {
  expect(
    registerAgentInput.parse({ ...TYPED, links: "https://a.example\n\nB | https://b.example" })
      .links,
  ).toEqual([
    { label: "https://a.example", url: "https://a.example" },
    { label: "B", url: "https://b.example" },
  ]);
});

test("data classes keep the order of the vocabulary, whatever was ticked first", () => {
  const { dataClasses } = registerAgentInput.parse({
    ...TYPED,
    dataClasses: ["personal", "public"],
  });
  expect(dataClasses).toEqual(["public", "personal"]);
  expect(issueAt("dataClasses", [])).toBe("Choose the kinds of data it may touch, at least one.");
  expect(issueAt("dataClasses", ["secrets"])).toBeTruthy();
});

test.each(["2027-02-30", "31.3.2027", "soon", "0000-01-01"])("%s is no day", (day) => {
  expect(issueAt("retireOn", day)).toBe("Give a day as 2027-03-31, or leave it empty.");
});

test("a field the form does not have is an error", () => {
  expect(registerAgentInput.safeParse({ ...TYPED, status: "ACTIVE" }).success).toBe(false);
});

test("an address without filters shows everything by name", () => {
  expect(listAgentsInput.parse({})).toMatchObject({ q: "", status: "", sort: "name", page: 1 });
});
