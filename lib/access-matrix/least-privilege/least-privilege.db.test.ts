import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { addDays, utcDay } from "@/lib/core/clock";
import { db } from "@/lib/db/client";
import { readRows, sql } from "@/lib/db/read";
import { requestRemoval } from "../commands/request-removal";
import { whereInForce } from "../grants/in-force";
import { accessCompany, type Company, contextOf, NOW, person } from "../testing/access-company";
import { toProposalRows } from "./least-rows-view";
import { propose } from "./propose";
import { getPrivilege, listPrivilege } from "./queries-least-privilege";

const DAYS = 90;
const BOUNDS = { form: 500, subject: 200 };
let co: Company;
let ids: Record<"read" | "write" | "admin", string>;

beforeAll(async () => {
  co = await accessCompany(db());
  ids = {
    read: await granted(co.read.id, -200),
    write: await granted(co.write.id, -200),
    admin: await granted(co.admin.id, -10),
  };
  await called(co.read.name, 5, -10);
  await called(co.write.name, 3, -120); // before the period, in the year
  await called(co.write.name, 9, -5, "denied");
  await called("nobody.registered", 2, -4);
  await db()
    .$executeRaw`INSERT INTO ledger_usage_caller (day, dims, source, kind, agent, credential, outcome, calls, first_at, last_at)
    VALUES (${utcDay(addDays(NOW, -300))}::date, gen_random_uuid(), 'edge', 'tool_call', '', 'x', 'success', 1, ${addDays(NOW, -300)}, ${addDays(NOW, -300)})`;
});

const loaded = (actor: Parameters<typeof getPrivilege>[0] = co.officer) =>
  getPrivilege(actor, { agent: co.agent.id, days: DAYS, now: NOW });

test("G5: of what was planted exactly the unused grant is proposed to go, as an independent count over the sums says", async () => {
  const { facts, sums } = await loaded();
  const proposals = propose(facts);
  const verdicts = Object.fromEntries(proposals.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts).toEqual({ [ids.read]: "keep", [ids.write]: "remove", [ids.admin]: "young" });
  expect(proposals.find(({ id }) => id === ids.write)).toMatchObject({
    ...{ used: 0, blocked: 0, blockedYear: 3, lastUsedAt: addDays(NOW, -120).toISOString() },
  });
  expect(sums).toMatchObject({ granted: 3, used: 1, unused: 2, usedNotGranted: 1, calls: 7 });
  expect(await unusedBySql()).toEqual([co.write.id]);
});

test("the list of agents has the same sums; whoever answers for no agent sees none", async () => {
  const { agents, counted } = await listPrivilege(co.officer, { days: DAYS, now: NOW });
  const { sums } = await loaded();
  expect(agents.find(({ id }) => id === co.agent.id)?.sums).toEqual(sums);
  expect(counted).toMatchObject({ ownOnly: false });
  const stranger = await person(db(), "owner");
  expect((await listPrivilege(stranger, { days: DAYS, now: NOW })).agents).toEqual([]);
  await expect(loaded(stranger)).rejects.toMatchObject({ code: "not_found" });
  expect((await loaded(co.owner)).sums).toEqual(sums);
});

test("one form asks for the removal of all that is proposed; what waits is not asked for again", async () => {
  const before = await loaded(co.owner);
  const chosen = toProposalRows(propose(before.facts), before.waiting, BOUNDS).filter(
    (row) => row.chosen,
  );
  expect(chosen.map(({ id }) => id)).toEqual([ids.write]);
  const grantIds = chosen.map(({ id }) => id);
  const { requests } = await requestRemoval(contextOf(co.owner), { grantIds, reason: "Not used." });
  const after = await loaded(co.owner);
  const rows = toProposalRows(propose(after.facts), after.waiting, BOUNDS);
  const href = `/inbox/${requests[0]?.id}`;
  expect(rows.map(({ id, choosable, waiting }) => ({ id, choosable, waiting }))).toEqual([
    { id: ids.write, choosable: false, waiting: { href, says: "removal asked for" } },
    { id: ids.admin, choosable: false, waiting: { href, says: "another removal waits" } },
    { id: ids.read, choosable: false, waiting: { href, says: "another removal waits" } },
  ]);
});

async function granted(operationId: string, days: number): Promise<string> {
  const at = addDays(NOW, days);
  const { id } = await db().grant.create({
    data: {
      ...{ keyId: co.prodKey.id, serverId: co.server.id, operationId, environment: "production" },
      ...{ purpose: "Invoices", kind: "normal", fromAt: at, requestedById: co.owner.id },
      ...{ requestedAt: at, approvedById: co.officer.id, approvedAt: at },
    },
  });
  return id;
}

async function called(operation: string, calls: number, days: number, outcome = "success") {
  const at = addDays(NOW, days);
  await db()
    .$executeRaw`INSERT INTO ledger_usage_day (day, dims, source, kind, agent, credential, person, server, operation, environment, region, outcome, calls, first_at, last_at)
    VALUES (${utcDay(at)}::date, ${randomUUID()}::uuid, 'edge', 'tool_call', '', ${co.prodKey.publicId.toUpperCase()}, '', ${co.server.slug},
      ${operation}, 'production', '', ${outcome}, ${calls}, ${at}, ${at})`;
}

// Written without the matrix: granted for the whole period, and no call of that operation with that key that was not denied.
async function unusedBySql(): Promise<string[]> {
  const from = new Date(`${utcDay(addDays(NOW, -DAYS))}T00:00:00.000Z`);
  expect(await db().grant.count({ where: { keyId: co.prodKey.id, ...whereInForce(NOW) } })).toBe(3);
  const rows = await readRows(
    z.object({ id: z.string() }),
    sql`SELECT o.id::text AS id FROM "Grant" g JOIN "Key" k ON k.id = g."keyId" JOIN "Operation" o ON o.id = g."operationId"
        WHERE k."agentId" = ${co.agent.id}::uuid AND g."fromAt" <= ${from} AND g."endedAt" IS NULL AND NOT EXISTS (
          SELECT 1 FROM ledger_usage_day u WHERE u.day >= ${utcDay(from)}::date AND lower(u.credential) = lower(k."publicId")
            AND u.operation = o.name AND u.outcome <> 'denied')`,
  );
  return rows.map(({ id }) => id);
}
