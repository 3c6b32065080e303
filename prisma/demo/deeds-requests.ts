import { getAgent } from "@/lib/agents/queries";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { withdrawRequest } from "@/lib/requests/commands/withdraw-request";
import { getRequest, listRequestsAbout } from "@/lib/requests/queries";
import { decideRequestInput, withdrawRequestInput } from "@/lib/requests/schema";
import { proposePolicy } from "@/lib/settings/commands";
import { latestVersion, policyInForce } from "@/lib/settings/policies";
import { settingsOf } from "@/lib/settings/registry";
import { proposePolicyInput } from "@/lib/settings/schema";
import type { AgentKey } from "./agents";
import type { PersonKey } from "./people";
import { asPerson, type Deed, type Stage } from "./stage";

/** What a request is about: an agent by its short name, or the rules of a room. */
export type About = AgentKey | `rules of ${string}`;

export function approves(who: PersonKey, about: About, note: string): Deed {
  return (stage, at) => decide(stage, at, who, about, "approve", note);
}

export function declines(who: PersonKey, about: About, note: string): Deed {
  return (stage, at) => decide(stage, at, who, about, "decline", note);
}

/** Tries to approve a wish of their own; the refusal is recorded. */
export function isRefusedOwnApproval(who: PersonKey, about: About): Deed {
  return async (stage, at) => {
    const outcome = await decide(stage, at, who, about, "approve", "").catch(
      (error: unknown) => error,
    );
    if (!(outcome instanceof AppError) || outcome.code !== "forbidden") {
      throw new Error(`demo: ${who} was not refused`, { cause: outcome });
    }
  };
}

export function takesBack(who: PersonKey, about: About, reason: string): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, who, at);
    const { id: requestId } = await openRequestAbout(ctx.actor, about);
    await withdrawRequest(ctx, withdrawRequestInput.parse({ requestId, reason }));
  };
}

/** Asks for other rules of a room; those not named stay as they are. */
export function asksForRules(
  who: PersonKey,
  room: string,
  changes: Readonly<Record<string, number>>,
  reason: string,
): Deed {
  return async (stage, at) => {
    const spec = settingsOf(room);
    if (!spec) throw new Error(`demo: no rules for ${room}`);
    const { values } = await policyInForce(spec, at);
    const form = { room, version: await latestVersion(spec), effectiveFrom: "", reason };
    const rules = Object.entries({ ...values, ...changes }).map(([name, value]) => [
      name,
      String(value),
    ]);
    const input = proposePolicyInput.parse({ ...form, ...Object.fromEntries(rules) });
    await proposePolicy(await asPerson(stage, who, at), input);
  };
}

async function decide(
  stage: Stage,
  at: Date,
  who: PersonKey,
  about: About,
  decision: "approve" | "decline",
  note: string,
): Promise<void> {
  const ctx = await asPerson(stage, who, at);
  const { id: requestId, diffHash } = await openRequestAbout(ctx.actor, about);
  const input = decideRequestInput.parse({ requestId, diffHash, decision, note });
  // What happened before there was a ledger waits for none: the history is made up, and is recorded when the server starts.
  await decideRequest(ctx, input, { recordedAt: async () => at });
}

async function openRequestAbout(actor: Actor, about: About) {
  const subject = await subjectOf(actor, about);
  const open = (await listRequestsAbout(actor, subject.kind, subject.id)).find(
    ({ status }) => status === "OPEN",
  );
  if (!open) throw new Error(`demo: nothing about ${about} waits for a decision`);
  return getRequest(actor, open.id);
}

async function subjectOf(actor: Actor, about: About): Promise<{ kind: string; id: string }> {
  if (about.startsWith("rules of ")) return { kind: "policy", id: about.slice("rules of ".length) };
  const { agent } = await getAgent(actor, about);
  return { kind: "agent", id: agent.id };
}
