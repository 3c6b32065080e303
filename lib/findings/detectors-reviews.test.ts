import { expect, test } from "vitest";
import { addDays } from "@/lib/core/clock";
import { detectorOf } from "./detectors";
import { NO_REVIEWS, type OpenRemoval, type ReviewFacts } from "./detectors/review-facts";
import { BUILT_IN_RULES as RULES } from "./settings";
import { NOW, quietFacts } from "./testing/quiet-facts";

const find = (id: string, reviews: Partial<ReviewFacts>) => {
  const facts = { ...quietFacts(), reviews: { ...NO_REVIEWS, ...reviews } };
  return detectorOf(id)?.detect(facts, RULES, NOW);
};
const removal = (differs: Partial<OpenRemoval> = {}): OpenRemoval => ({
  ...{ id: "m1", reviewId: "r1", reference: "AR-2026-Q3", critical: false },
  ...{ dueAt: addDays(NOW, -3), standing: "Policy 4 of Edge still allows crm.read." },
  ...{ usedAt: null, because: "", ...differs },
});

test("G9: a review past its due day, and lines that nobody answered for, are found", () => {
  const open = { id: "r1", reference: "AR-2026-Q3", lines: 12, undecided: 5 };
  const [late, ...more] =
    find("review-overdue", {
      open: [
        { ...open, dueAt: addDays(NOW, -2) },
        { ...open, id: "r2", dueAt: NOW },
      ],
    }) ?? [];
  expect(late).toMatchObject({ groupKey: "review:r1", explanation: { numbers: { observed: 2 } } });
  expect(more).toEqual([]);
  const signed = { id: "r1", reference: "AR-2026-Q3", signedAt: NOW, lines: 12 };
  const silent = [
    { ...signed, silent: 3 },
    { ...signed, id: "r2", silent: 0 },
  ];
  expect(find("review-silence", { silent })).toMatchObject([
    { title: "AR-2026-Q3: 3 lines without an answer" },
  ]);
});

test("REV-15, G10: overdue removals are one finding a review with their age; use after removal is critical, each time anew", () => {
  const removals = [
    removal(),
    removal({ id: "m2", dueAt: addDays(NOW, -1) }),
    removal({ id: "m3", reviewId: "r2", critical: true }),
    removal({ id: "m4", reviewId: "r3", dueAt: addDays(NOW, 1) }),
  ];
  expect(find("removal-overdue", { removals })).toMatchObject([
    { groupKey: "review:r1", severity: "warning", firstAt: addDays(NOW, -3) },
    { groupKey: "review:r2", severity: "critical" },
  ]);
  const used = removal({ usedAt: addDays(NOW, -1), because: "A call was let through." });
  expect(find("removed-access-used", { removals: [...removals, used] })).toMatchObject([
    { groupKey: `removal:m1:${addDays(NOW, -1).toISOString()}`, severity: "critical" },
  ]);
});
