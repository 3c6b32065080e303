import "server-only";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { defineRequestKind, type RequestRecord } from "@/lib/requests/define-request-kind";
import {
  type AgentRecord,
  assertActivePeople,
  reviewDueOn,
  writeAgent,
} from "./commands/agent-row";
import { newGaps } from "./commands/change-request";
import { assessment } from "./commands/revise";
import { type AgentContent, changedFields, columnsOf, contentOf, overlaid } from "./content";
import { storedWords } from "./field-words";
import { AGENT_FIELD_LABEL } from "./fields";
import { CHANGE, REGISTRATION } from "./request-names";

const link = ({ subjectId }: { subjectId: string }) => `/agents/${subjectId}`;

/** A proposed agent: approved, it may be activated; declined or withdrawn, it may be proposed again. */
export const agentRegistration = defineRequestKind({
  kind: REGISTRATION,
  label: "Registration of an agent",
  permission: "agent:decide",
  fieldLabels: AGENT_FIELD_LABEL,
  wordsOf: storedWords,
  link,
  apply: async (tx, record, ctx, request) => {
    const agent = await subjectOf(tx, request);
    if (agent.status !== "PROPOSED" || agent.version !== request.baseVersion) throw moved();
    assertNoOwnPart(ctx, [agent.ownerId, agent.requestedById]);
    const approved = await writeAgent(tx, agent, {
      status: "APPROVED",
      approvedById: ctx.actor.id,
      approvedAt: ctx.now,
      reviewDueOn: agent.riskClass && (await reviewDueOn(tx, agent.riskClass, ctx.now)),
    });
    await record({
      action: "agent.approved",
      subjectId: agent.id,
      before: agent,
      after: approved,
      ...(await noteOf(tx, request)),
    });
  },
  decline: async (tx, record, _ctx, request) => {
    const agent = await subjectOf(tx, request);
    if (agent.status !== "PROPOSED") throw moved();
    const declined = await writeAgent(tx, agent, { status: "DECLINED" });
    await record({
      action: "agent.declined",
      subjectId: agent.id,
      before: agent,
      after: declined,
      ...(await noteOf(tx, request)),
    });
  },
  withdraw: async (tx, record, _ctx, request) => {
    const agent = await subjectOf(tx, request);
    if (agent.status !== "PROPOSED") throw moved();
    const withdrawn = await writeAgent(tx, agent, { status: "WITHDRAWN" });
    await record({
      action: "agent.withdrawn",
      subjectId: agent.id,
      before: agent,
      after: withdrawn,
      ...(await noteOf(tx, request)),
    });
  },
});

/** A material change of an approved agent, applied exactly as it was asked for. */
export const agentChange = defineRequestKind({
  kind: CHANGE,
  label: "Change of an agent",
  permission: "agent:decide",
  fieldLabels: AGENT_FIELD_LABEL,
  wordsOf: storedWords,
  link,
  apply: async (tx, record, ctx, request) => {
    const agent = await subjectOf(tx, request);
    const before = contentOf(agent);
    assertUntouched(before, request);
    const after = overlaid(before, request.after);
    assertNoOwnPart(ctx, [before.ownerId, after.ownerId]);
    const changed = changedFields(before, after);
    await assertActivePeople(tx, after, changed);
    const lost = await newGaps(tx, agent, after);
    if (lost.length > 0) throw new AppError("conflict", `${lost.join(". ")}. Decline this change.`);
    const edited = await writeAgent(tx, agent, {
      ...columnsOf(after),
      ...assessment(changed, request.requestedById, request.requestedAt),
      ...(await sooner(tx, ctx, agent, after)),
    });
    await record({
      action: "agent.edited",
      subjectId: agent.id,
      before: agent,
      after: edited,
      reason: request.reason,
    });
  },
  decline: async (tx, record, _ctx, request) => {
    const agent = await subjectOf(tx, request);
    await record({
      action: "agent.declined",
      subjectId: agent.id,
      before: agent,
      after: agent,
      ...(await noteOf(tx, request)),
    });
  },
});

async function subjectOf(tx: Tx, request: RequestRecord): Promise<AgentRecord> {
  const agent = await tx.agent.findUnique({ where: { id: request.subjectId } });
  if (!agent || agent.status === "RETIRED") throw moved();
  return agent;
}

// What was approved is the step from these values; a field that nobody asked about may have changed.
function assertUntouched(current: AgentContent, { before }: RequestRecord): void {
  const now = canonicalJson(overlaid(current, before ?? {}));
  if (now !== canonicalJson(current)) throw moved();
}

// The inbox leaves these people out already; a changed owner must not slip through.
function assertNoOwnPart(ctx: CommandContext, people: readonly string[]): void {
  if (!people.includes(ctx.actor.id)) return;
  throw new AppError("forbidden", "This agent is or becomes yours, so somebody else decides.");
}

// Another class brings its own rhythm, and never a later date than was already agreed.
async function sooner(tx: Tx, ctx: CommandContext, agent: AgentRecord, after: AgentContent) {
  if (after.riskClass === agent.riskClass || after.riskClass === null) return {};
  const due = await reviewDueOn(tx, after.riskClass, ctx.now);
  const kept = agent.reviewDueOn !== null && agent.reviewDueOn < due;
  return { reviewDueOn: kept ? agent.reviewDueOn : due };
}

async function noteOf(tx: Tx, { id }: RequestRecord): Promise<{ reason?: string }> {
  const request = await tx.request.findUnique({ where: { id }, select: { decisionNote: true } });
  return request?.decisionNote ? { reason: request.decisionNote } : {};
}

function moved(): AppError {
  return new AppError(
    "conflict",
    "The agent has changed since this was asked for. Nothing was decided; reload the page.",
  );
}
