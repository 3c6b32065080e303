import { expect, test } from "vitest";
import type { GrantProposal, PrivilegeSums, Verdict } from "./least-privilege-view";
import {
  narrowHref,
  privilegeSentence,
  privilegesSentence,
  toProposalRows,
} from "./least-rows-view";

const proposal = (
  id: string,
  verdict: Verdict,
  change: Partial<GrantProposal> = {},
): GrantProposal => ({
  ...{ id, verdict, keyId: "k1", key: "Key", publicId: "ck-1", environment: "production" },
  ...{ serverId: "s1", server: "Shop", operationId: "o1", operation: "read", access: "read" },
  ...{ purpose: "Orders", fromAt: "2026-01-01T00:00:00.000Z", until: null, covers: 1 },
  ...{ enforced: "yes", used: 0, usedOperations: [], lastUsedAt: null, why: "Not used." },
  ...{ blocked: 0, blockedYear: 0 },
  ...change,
});
const chosen = (proposals: GrantProposal[], form: number, subject: number) =>
  toProposalRows(proposals, new Map(), { form, subject })
    .filter((row) => row.chosen)
    .map(({ id }) => id);

test("a form begins with every removal chosen, as far as one form and one request can hold", () => {
  const proposals = [
    proposal("a", "remove"),
    proposal("b", "remove"),
    proposal("c", "remove", { serverId: "s2" }),
    proposal("d", "remove", { keyId: "k2" }),
    proposal("e", "review"),
    proposal("f", "keep"),
  ];
  expect(chosen(proposals, 500, 200)).toEqual(["a", "b", "c", "d"]);
  expect(chosen(proposals, 500, 1)).toEqual(["a", "c", "d"]);
  expect(chosen(proposals, 3, 200)).toEqual(["a", "b", "c"]);
});

test("while a removal of the same key and server waits no other can be chosen", () => {
  const waiting = new Map([["k1:s1", { requestId: "r1", grantIds: ["a"] }]]);
  const rows = toProposalRows(
    [proposal("a", "remove"), proposal("b", "remove"), proposal("c", "remove", { keyId: "k2" })],
    waiting,
    { form: 500, subject: 200 },
  );
  expect(rows.map(({ choosable, waiting: request }) => [choosable, request?.says])).toEqual([
    [false, "removal asked for"],
    [false, "another removal waits"],
    [true, undefined],
  ]);
});

test("of a wildcard the operations that were used can be asked for by name", () => {
  const usedOperations = [{ id: "o1", name: "read", calls: 5 }];
  const wildcard = { operationId: null, operation: null, usedOperations };
  expect(narrowHref(proposal("a", "narrow", wildcard))).toBe(
    "/access-matrix/request?key=k1&operation=o1",
  );
  expect(narrowHref(proposal("a", "remove", { ...wildcard, usedOperations: [] }))).toBeNull();
  expect(narrowHref(proposal("a", "keep", { usedOperations }))).toBeNull();
});

test.each([
  [[], 0, "Nothing is granted to this agent, so nothing can go."],
  [["keep"], 0, "Of 1 grant in force none is proposed to go: nothing idle for 90 days."],
  [
    ["remove", "remove", "young", "keep"],
    0,
    "Of 4 grants in force 2 can go; together they would have blocked no call in the last 90 days. 1 is too young to judge.",
  ],
  [
    ["remove", "keep"],
    1,
    "Of 2 grants in force 1 can go; together they would have blocked 1 call in the last 90 days.",
  ],
] satisfies [Verdict[], number, string][])(
  "an agent in one sentence: %j, %d",
  (verdicts, blocked, says) => {
    const shown = verdicts.map((verdict) => ({ verdict }));
    expect(privilegeSentence(shown, { days: 90, blocked })).toBe(says);
  },
);

test("all agents in one sentence, and what is unknown is said", () => {
  const sums: PrivilegeSums = {
    ...{ granted: 12, enforced: 9, unknown: 0, used: 7, unused: 5, usedNotGranted: 1 },
    ...{ enforcedNotGranted: 2, calls: 90 },
  };
  const says =
    "Of 12 granted cells 5 were not used in 30 days; 1 was used without a grant; 2 are enforced without one.";
  expect(privilegesSentence({ ...sums, usedNotGranted: 1 }, 3, 30)).toBe(says);
  expect(privilegesSentence({ ...sums, unknown: 3 }, 3, 30)).toContain(
    "Of 3 nobody can say whether they are enforced",
  );
  expect(privilegesSentence(sums, 0, 30)).toBe("No agent is granted, uses or is let do anything.");
});
