import { beforeAll, beforeEach, expect, test } from "vitest";
import { addDays, MINUTE_MS } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { declareHoliday } from "./commands/declare-holiday";
import { acknowledgeEmergency, endEmergency } from "./commands/end-emergency";
import { takeEmergency } from "./commands/take-emergency";
import { judgementOf } from "./emergency/life";
import { listEmergencies } from "./emergency/queries";
import { whereInForce } from "./grants/in-force";
import { watchEmergenciesJob } from "./jobs";
import {
  accessCompany,
  type Company,
  contextOf,
  keyOf,
  NOW,
  type Person,
  person,
} from "./testing/access-company";

// NOW is a Saturday; Monday, November 23rd, is the next business day.
const DUE = new Date("2026-11-23T23:59:59.999Z");
const LATER = new Date(NOW.getTime() + 61 * MINUTE_MS);
let co: Company;
let key: { id: string };

beforeAll(async () => {
  co = await accessCompany(db());
});
beforeEach(async () => {
  key = await keyOf(db(), { kind: "emergency", personId: co.owner.id, ownerId: co.owner.id });
});

const wish = () => ({
  keyId: key.id,
  operationIds: [co.read.id, co.admin.id],
  reason: "Payments are down.",
  onCallId: co.deputy.id,
  minutes: 60,
});
const take = () => takeEmergency(contextOf(co.owner), wish());
const stored = (id: string) => db().emergencyAccess.findUniqueOrThrow({ where: { id } });
const granted = (id: string, at: Date) =>
  db().grant.count({ where: { emergencyId: id, ...whereInForce(at) } });

async function judge(
  id: string,
  by: Person,
  at: Date,
  decision: "approve" | "decline" = "approve",
) {
  const { requestId } = await stored(id);
  const { diffHash } = await db().request.findUniqueOrThrow({ where: { id: requestId } });
  const input = { requestId, diffHash, decision, note: "Looked at each call." };
  return decideRequest(contextOf(by, at), input, { recordedAt: async () => at });
}

test("CHG-09: taken at once, granted until its end, alerted, and due by the end of the next business day", async () => {
  const { id } = await take();
  expect(await stored(id)).toMatchObject({
    ...{ personId: co.owner.id, onCallId: co.deputy.id, environment: "production" },
    ...{ endsAt: new Date(NOW.getTime() + 60 * MINUTE_MS), approvalDueAt: DUE },
  });
  expect([await granted(id, NOW), await granted(id, LATER)]).toEqual([2, 0]);
  const told = await db().notification.findMany({
    where: { personId: co.deputy.id, link: `/access-matrix/emergencies/${id}` },
  });
  expect(told.map(({ kind }) => kind)).toEqual(["emergency.started"]);
  const listed = await listEmergencies(co.deputy, { show: "all", page: 1, pageSize: 200 }, NOW);
  expect(listed.emergencies.map((each) => each.id)).toContain(id);
});

test("CHG-09: nobody who took part judges it, and nobody while it runs; an answer in time is in time", async () => {
  const { id } = await take();
  for (const part of [co.owner, co.deputy]) {
    await expect(judge(id, part, LATER)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:forbidden|not_found)$/),
    });
  }
  await expect(judge(id, co.riskOwner, NOW)).rejects.toMatchObject({ code: "conflict" });
  await judge(id, co.riskOwner, LATER);
  const judged = await stored(id);
  expect(judged).toMatchObject({ verdict: "approved", decidedById: co.riskOwner.id });
  expect(judgementOf(judged, DUE)).toBe("approved");
});

test("SCN-18: without an approval after one business day it has failed, and stays failed when it comes late", async () => {
  const { id } = await take();
  const tuesday = addDays(DUE, 1);
  expect(judgementOf(await stored(id), DUE)).toBe("waiting");
  expect(judgementOf(await stored(id), tuesday)).toBe("overdue");
  await judge(id, co.officer, tuesday);
  expect(judgementOf(await stored(id), tuesday)).toBe("approved-late");
});

test("SCN-18: a holiday moves what is taken from then on, and nothing that was taken before", async () => {
  const before = await take();
  await declareHoliday(contextOf(co.officer), { day: "2026-11-23", name: "Labour Thanksgiving" });
  key = await keyOf(db(), { kind: "emergency", personId: co.owner.id, ownerId: co.owner.id });
  const after = await take();
  expect([before.approvalDueAt, after.approvalDueAt]).toEqual([DUE, addDays(DUE, 1)]);
});

test("SCN-18: software takes no emergency access, and nobody takes it with another's key", async () => {
  const agent = {
    kind: "token",
    id: "t",
    grants: ["emergency:take"],
    responsibleId: co.owner.id,
  } as const;
  await expect(takeEmergency(contextOf(agent), wish())).rejects.toThrow("Software has none.");
  await expect(takeEmergency(contextOf(co.officer), wish())).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("it lasts no longer than the policy allows, once at a time, and alerts somebody else", async () => {
  const tooMuch = { ...wish(), minutes: 241, onCallId: co.owner.id };
  await expect(takeEmergency(contextOf(co.owner), tooMuch)).rejects.toMatchObject({
    fieldErrors: { minutes: [expect.any(String)], onCallId: [expect.any(String)] },
  });
  const both = await Promise.allSettled([take(), take()]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("only who is on call acknowledges it; ending it, or declining it while it runs, ends every grant", async () => {
  const { id } = await take();
  await expect(acknowledgeEmergency(contextOf(co.officer), { emergencyId: id })).rejects.toThrow();
  await acknowledgeEmergency(contextOf(co.deputy), { emergencyId: id });
  const soon = new Date(NOW.getTime() + MINUTE_MS);
  const stranger = await person(db(), "owner");
  const end = { emergencyId: id, reason: "Over." };
  await expect(endEmergency(contextOf(stranger, soon), end)).rejects.toMatchObject({
    code: "forbidden",
  });
  await endEmergency(contextOf(co.owner, soon), end);
  expect(await granted(id, soon)).toBe(0);
  key = await keyOf(db(), { kind: "emergency", personId: co.owner.id, ownerId: co.owner.id });
  const other = await take();
  await judge(other.id, co.riskOwner, soon, "decline");
  expect(await stored(other.id)).toMatchObject({ verdict: "declined", endedAt: soon });
  expect(await granted(other.id, soon)).toBe(0);
});

test("CHG-09: those who decide hear once that nobody acknowledged it, and once that nobody judged it", async () => {
  const { id } = await take();
  const reasons = async () => {
    const told = await db().changeLogEntry.findMany({
      where: { subjectId: id, action: "emergency.reminded" },
      orderBy: { seq: "asc" },
    });
    return told.map(({ reason }) => reason);
  };
  await watchEmergenciesJob.start(new Date(NOW.getTime() + 4 * MINUTE_MS));
  expect(await reasons()).toEqual([]);
  for (const _ of [1, 2]) await watchEmergenciesJob.start(new Date(NOW.getTime() + 6 * MINUTE_MS));
  expect(await reasons()).toEqual(["Not acknowledged in time."]);
  for (const _ of [1, 2]) await watchEmergenciesJob.start(addDays(DUE, 2));
  expect(await reasons()).toEqual(["Not acknowledged in time.", "Not judged in time."]);
});
