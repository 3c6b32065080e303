import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";
import type { Log } from "@/lib/ledger/origin";
import { getHead, getLastSeal } from "./queries";

const FINDINGS_MAX = 50;
const SCRUBS_MAX = 8;

/** How one log stands: its head, its newest checkpoint, what the sealer last saw, and its keys from the first one on. Errors: forbidden. */
export async function getLogStatus(actor: Actor, log: Log) {
  authorize(actor, "ledger:status");
  const [head, seal, sealer, vkeys] = await Promise.all([
    getHead(log),
    getLastSeal(log),
    read().ledgerSealer.findUnique({ where: { log } }),
    read().ledgerVkey.findMany({ where: { log }, orderBy: { since: "asc" }, take: 200 }),
  ]);
  return { log, head, seal, sealer, vkeys };
}
export type LogStatus = Awaited<ReturnType<typeof getLogStatus>>;

/** What somebody must look at, in both logs: open findings first, critical ones before others, then the newest closed ones; at most 50. Errors: forbidden. */
export async function listFindings(actor: Actor) {
  authorize(actor, "ledger:read");
  return await read().ledgerFinding.findMany({
    orderBy: [{ closedAt: { sort: "desc", nulls: "first" } }, { lastAt: "desc" }, { id: "asc" }],
    take: FINDINGS_MAX,
  });
}
export type ListedFinding = Awaited<ReturnType<typeof listFindings>>[number];

/** The newest passes of the scrub over a log, of either kind, newest first; at most 8 of each. Errors: forbidden. */
export async function listScrubs(actor: Actor, log: Log) {
  authorize(actor, "ledger:read");
  const newest = (kind: string) =>
    read().ledgerScrub.findMany({
      where: { log, kind },
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      take: SCRUBS_MAX,
    });
  const [stored, index] = await Promise.all([newest("stored"), newest("index")]);
  return [...stored, ...index].sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
}
export type ListedScrub = Awaited<ReturnType<typeof listScrubs>>[number];

/** The checkpoints of a log, newest first, with their notes. Errors: forbidden. */
export async function listSeals(actor: Actor, log: Log, { page, pageSize }: Page) {
  authorize(actor, "ledger:read");
  const [seals, total] = await Promise.all([
    read().ledgerSeal.findMany({
      where: { log },
      orderBy: { size: "desc" },
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    read().ledgerSeal.count({ where: { log } }),
  ]);
  return { seals, total };
}
export type ListedSeal = Awaited<ReturnType<typeof listSeals>>["seals"][number];

type Page = { page: number; pageSize: number };
