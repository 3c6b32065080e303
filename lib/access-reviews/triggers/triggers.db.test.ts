import { beforeAll, expect, test } from "vitest";
import { transact } from "@/lib/change-log/transact";
import { addDays } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { contextOf, NOW, type ReviewCompany, reviewCompany } from "../testing/assign-company";
import { dismissTrigger, raiseTrigger, triggerStarted } from "./commands/dispose-trigger";
import { noteTriggers } from "./commands/note-triggers";
import { findTrigger, listTriggers } from "./queries";

const job = { kind: "job", id: "access-reviews.triggers", grants: ["review:watch"] } as const;
let company: ReviewCompany;
beforeAll(async () => {
  company = await reviewCompany(db());
});

test("REV-22 each event is noted once, with who was told; a person answers it once, by a review or a reason", async () => {
  const agentId = "5b0f7c1e-3a55-4a0d-9a51-0f2e0a3d7f10";
  await transact(contextOf(company.officer), (_tx, record) =>
    record({
      ...{ action: "agent.edited", subjectId: agentId },
      before: { name: "Helper", purpose: "Answers questions." },
      after: { name: "Helper", purpose: "Pays invoices." },
    }),
  );
  await db().server.create({
    data: {
      ...{ slug: "crm", name: "CRM", purpose: "Sales.", provider: "", hosting: "ours" },
      ...{ dataClasses: [], inScope: true, scopeReason: "", contradictedBy: [], places: [] },
      ...{ ownerId: company.bystander.id, registeredById: company.officer.id, registeredAt: NOW },
    },
  });
  await db().person.update({ where: { id: company.bystander.id }, data: { deactivatedAt: NOW } });
  await noteTriggers(contextOf(job, addDays(NOW, 1)));
  await noteTriggers(contextOf(job, addDays(NOW, 2)));
  const { triggers } = await listTriggers(company.officer, { state: "open" });
  expect(triggers.map(({ kind }) => kind).sort()).toEqual(["owner-left", "purpose-changed"]);
  expect(await db().notification.count({ where: { kind: "review.triggered" } })).toBe(1);
  expect((await listTriggers(company.serverOwner, { state: null })).total).toBe(0);

  const officer = contextOf(company.officer);
  const [first, second] = triggers;
  await dismissTrigger(officer, { triggerId: first?.id ?? "", reason: "Reviewed last week." });
  const again = dismissTrigger(officer, { triggerId: first?.id ?? "", reason: "Once more, no." });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
  const start = (actor: typeof officer) =>
    transact(actor, (tx, record) => triggerStarted(tx, record, actor, second?.id ?? "", agentId));
  await expect(start(contextOf(job))).rejects.toMatchObject({ code: "forbidden" });
  await start(officer);
  expect(await findTrigger(company.officer, second?.id ?? "")).toMatchObject({
    ...{ disposition: "started", reviewId: agentId, disposedById: company.officer.id },
  });
  const { id } = await raiseTrigger(officer, { words: "Breach at the vendor of the CRM." });
  const open = await listTriggers(company.officer, { state: "open" });
  expect(open.triggers.map((each) => [each.id, each.kind])).toEqual([[id, "manual"]]);
  const acts = await db().changeLogEntry.groupBy({
    by: ["action"],
    where: { subjectKind: "review-trigger" },
    _count: { _all: true },
  });
  expect(acts.map(({ action, _count }) => [action, _count._all]).sort()).toEqual([
    ["review-trigger.disposed", 2],
    ["review-trigger.noted", 3],
  ]);
});
