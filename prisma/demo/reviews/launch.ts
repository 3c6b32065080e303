import { recordReviewer } from "@/lib/access-reviews/assign/commands/record-reviewer";
import { draftReview } from "@/lib/access-reviews/prepare/commands/draft-review";
import { launchReview } from "@/lib/access-reviews/prepare/commands/launch-review";
import { draftReviewInput } from "@/lib/access-reviews/prepare/schema";
import type { Quarter } from "@/lib/access-reviews/quarters";
import { addDays, MINUTE_MS, utcDay } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import type { PersonKey } from "../people";
import type { Company } from "./company";

type Start = {
  readonly quarter: Quarter;
  readonly at: Date;
  readonly due: Date;
  readonly officer: PersonKey;
  readonly owner: PersonKey;
  readonly silence: "leave" | "revoke";
};

/** Drafts the review of a quarter and starts it twenty minutes later, where it has not been. Answers its id. */
export async function startReview(company: Company, start: Start): Promise<string> {
  const { quarter, at, due, officer, owner, silence } = start;
  const officerId = company.idOf(officer);
  const input = draftReviewInput.parse({
    ...{ kind: "quarterly", quarter: quarter.name, triggerId: "" },
    title: `Access of agents and people, ${quarter.name.replace("-", " ")}`,
    ...{ ownerId: company.idOf(owner), dueOn: utcDay(due), silenceRule: silence },
    ...{ environments: [], serverIds: [], agentIds: [], kinds: [], exclusions: "" },
    tieOutNote:
      "Known to us: two callers of the old interchange that nobody registered, and keys of the lab that show no agent. Each is a finding and has an owner.",
  });
  const known = await read().accessReview.findFirst({ where: { quarter: quarter.name } });
  const { id } = known ?? (await draftReview(await company.as(officerId, at), input));
  const launchAt = new Date(at.getTime() + 20 * MINUTE_MS);
  const review = await read().accessReview.findUnique({ where: { id } });
  if (review?.status === "draft") {
    const wish = { reviewId: id, version: review.version };
    await launchReview(await company.as(officerId, launchAt), wish);
  }
  return id;
}

/** Why each reviewer is fit to judge (REV-07), recorded once, before the first decision. */
export async function recordFitness(company: Company, reviewId: string, at: Date): Promise<void> {
  const held = await read().reviewAssignment.findMany({
    where: { reviewId },
    distinct: ["personId"],
    select: { personId: true },
    orderBy: { personId: "asc" },
  });
  const known = await read().reviewerRecord.findMany({ select: { personId: true }, take: 1_000 });
  const officers = [company.idOf("jurgen"), company.idOf("marguerite")];
  for (const { personId } of held) {
    if (known.some((record) => record.personId === personId)) continue;
    const by = officers.find((officer) => officer !== personId) ?? "";
    await recordReviewer(await company.as(by, at), {
      ...{ personId, role: "Reviewer of access", trainedOn: addDays(at, -21) },
      suitability:
        "Answers for the systems under review, knows the work behind each grant, and took the course on access reviews.",
    });
  }
}
