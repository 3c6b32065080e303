import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { openRequest, voidOpenRequests } from "@/lib/requests/commands";
import { type AgentContent, type ContentField, contentOf, pick, wishedIn } from "../content";
import { gapsOpened } from "../gaps";
import { excludedFromDeciding } from "../policy";
import { CHANGE } from "../request-names";
import { type AgentRecord, goneAmong, requesterId } from "./agent-row";
import type { Asking } from "./register";

type Wished = Asking & { after: AgentContent; fields: readonly ContentField[] };

/** Opens the request for the material part of an edit. Errors: invalid_input (no reason). */
export async function askForChange(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  agent: AgentRecord,
  { after, fields, reason = "", quiet = false }: Wished,
): Promise<void> {
  if (reason === "") {
    const fieldErrors = { reason: ["Say why, for the person who decides this change."] };
    throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
  }
  await openRequest(tx, record, ctx, {
    kind: CHANGE,
    subjectKind: "agent",
    subjectId: agent.id,
    title: `Change the agent ${agent.name}`,
    reason,
    before: pick(contentOf(agent), fields),
    after: pick(after, fields),
    baseVersion: agent.version,
    permission: "agent:decide",
    excludedIds: excludedFromDeciding(agent.ownerId, after.ownerId),
    requestedById: requesterId(ctx),
    quiet,
  });
  await record({
    action: "agent.change-requested",
    subjectId: agent.id,
    before: agent,
    after: agent,
    reason,
  });
}

/**
 * Makes room for a wish. "new": ask for it; "same": it is asked for already; null: nothing material is
 * wished. A wish of one's own that says something else is voided, so nobody approves the old wording.
 * Errors: conflict (somebody else's wish is waiting).
 */
export async function settlePending(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  agent: AgentRecord,
  wished: Readonly<Record<string, unknown>>,
): Promise<"new" | "same" | "taken-back" | null> {
  const wishes = Object.keys(wished).length > 0;
  const open = await tx.request.findFirst({
    where: { subjectKind: "agent", subjectId: agent.id, status: "OPEN", kind: CHANGE },
    orderBy: { requestedAt: "desc" },
  });
  if (!open) return wishes ? "new" : null;
  if (open.requestedById !== requesterId(ctx) && (await isHere(tx, open.requestedById))) {
    if (!wishes) return null;
    throw new AppError(
      "conflict",
      "A change of this agent by somebody else waits for a decision. Have it decided or withdrawn first.",
    );
  }
  if (canonicalJson(wishedIn(open.diff)) === canonicalJson(wished)) return "same";
  const why = wishes
    ? "The change was asked for again with another wording."
    : "The change was taken back by editing.";
  await voidOpenRequests(tx, record, ctx, "agent", agent.id, why);
  return wishes ? "new" : "taken-back";
}

/** Errors: invalid_input, if an active agent would lack something it needs and has now (G1, CHG-11). */
export async function assertNoNewGaps(
  tx: Tx,
  agent: AgentRecord,
  after: AgentContent,
): Promise<void> {
  const lost = await newGaps(tx, agent, after);
  if (lost.length === 0) return;
  throw new AppError(
    "invalid_input",
    `An active agent cannot do without this. ${lost.join(". ")}.`,
  );
}

/** The gaps, in words, that a change would open in an active agent. */
export async function newGaps(tx: Tx, agent: AgentRecord, after: AgentContent): Promise<string[]> {
  const gone = new Set([...(await goneAmong(tx, agent)), ...(await goneAmong(tx, after))]);
  return gapsOpened(agent, after, gone);
}

async function isHere(tx: Tx, personId: string): Promise<boolean> {
  return (await tx.person.count({ where: { id: personId, deactivatedAt: null } })) === 1;
}
