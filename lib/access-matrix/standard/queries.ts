import "server-only";
import { createHash } from "node:crypto";
import { type Actor, authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read } from "@/lib/db/read";
import { policyInForce } from "@/lib/settings/policies";
import { aroundGrants } from "../grants/queries";
import { visibleGrants } from "../grants/visible";
import { STANDARD_ADOPTION } from "../request-names";
import { accessMatrixSettings } from "../settings";
import { monthOf, sampleOf } from "./sample";

const ENTRIES_MAX = 500;
const MONTH_MAX = 50_000;

/** Every entry of the catalogue, newest first, with how many grants each gave; and what waits to be adopted. Errors: forbidden. */
export async function listStandards(actor: Actor) {
  authorize(actor, "matrix:read");
  const [standards, waiting, given] = await Promise.all([
    read().standardChange.findMany({
      orderBy: [{ approvedAt: "desc" }, { id: "asc" }],
      take: ENTRIES_MAX,
    }),
    read().request.findMany({
      where: { kind: STANDARD_ADOPTION, status: { in: ["OPEN", "RECORDING"] } },
      select: { id: true, title: true, requestedById: true, requestedAt: true },
      orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
      take: ENTRIES_MAX,
    }),
    read().grant.groupBy({
      by: ["standardId"],
      where: { kind: "standard", standardId: { not: null } },
      _count: { _all: true },
      _max: { fromAt: true },
      orderBy: { standardId: "asc" },
      take: ENTRIES_MAX,
    }),
  ]);
  const serverIds = [...new Set(standards.flatMap((standard) => standard.serverIds))];
  const [servers, names] = await Promise.all([
    read().server.findMany({
      where: { id: { in: serverIds } },
      select: { id: true, name: true },
      take: serverIds.length,
    }),
    namesOf([
      ...standards.flatMap(({ requestedById, approvedById }) => [requestedById, approvedById]),
      ...waiting.map(({ requestedById }) => requestedById),
    ]),
  ]);
  return {
    standards,
    waiting,
    names,
    servers: new Map(servers.map(({ id, name }) => [id, name])),
    given: new Map(
      given.map(({ standardId, _count, _max }) => [
        standardId,
        { count: _count._all, lastAt: _max.fromAt },
      ]),
    ),
  };
}
export type ListedStandards = Awaited<ReturnType<typeof listStandards>>;

/**
 * The sample of the grants that were given at once in the calendar month of an instant, within what the actor may see, and
 * how many there were.
 */
export async function sampleStandard(actor: Actor, at: Date, now: Date) {
  const { values } = await policyInForce(accessMatrixSettings, now);
  const month = monthOf(at);
  const from = new Date(`${month}-01T00:00:00Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  const grants = await read().grant.findMany({
    where: {
      AND: [await visibleGrants(actor), { kind: "standard", fromAt: { gte: from, lt: to } }],
    },
    orderBy: { id: "asc" },
    take: MONTH_MAX,
  });
  const drawn = sampleOf(grants, month, values.standardSample, (text) =>
    createHash("sha256").update(text).digest("hex"),
  );
  return { month, total: grants.length, grants: drawn, around: await aroundGrants(drawn) };
}
