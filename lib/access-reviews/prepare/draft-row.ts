// What a draft is made of, looked up and checked, whoever drafts it.
import "server-only";
import { isRole } from "@/lib/auth/permissions";
import { rolesHold } from "@/lib/auth/role-grants";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { DAY_MS, startOfDay } from "@/lib/core/clock";
import { ENVIRONMENTS } from "@/lib/core/environments";
import type { Exclusion, ReviewScope } from "../review-view";
import { lineKindCalled, type TypedExclusion } from "./exclusion-lines";
import { fieldError } from "./field-error";
import type { EditReviewInput } from "./schema";

type Typed = Omit<EditReviewInput, "reviewId" | "version">;

/** The columns that a form fills. Errors: invalid_input by field. */
export async function draftColumns(tx: Tx, ctx: CommandContext, typed: Typed) {
  await assertOwner(tx, typed.ownerId);
  const dueAt = new Date(startOfDay(typed.dueOn).getTime() + DAY_MS - 1);
  if (dueAt <= ctx.now) throw fieldError("dueOn", "Choose a day that is not over.");
  const scope = {
    ...{ environments: typed.environments, serverIds: typed.serverIds },
    ...{ agentIds: typed.agentIds, kinds: typed.kinds },
  } satisfies ReviewScope;
  await assertRegistered(tx, scope);
  const { title, ownerId, silenceRule, tieOutNote } = typed;
  const exclusions = await exclusionsOf(tx, typed.exclusions);
  return { title, ownerId, silenceRule, tieOutNote, dueAt, scope, exclusions };
}

async function assertOwner(tx: Tx, ownerId: string): Promise<void> {
  const owner = await tx.person.findUnique({
    where: { id: ownerId },
    select: { roles: true, joinedAt: true, deactivatedAt: true },
  });
  const here = owner && owner.joinedAt !== null && owner.deactivatedAt === null;
  if (here && rolesHold(owner.roles.filter(isRole), "review:sign")) return;
  throw fieldError(
    "ownerId",
    "Choose a person who has signed in, has not left and may sign reviews.",
  );
}

async function assertRegistered(tx: Tx, { serverIds, agentIds }: ReviewScope): Promise<void> {
  const [servers, agents] = await Promise.all([
    tx.server.count({ where: { id: { in: [...serverIds] } } }),
    tx.agent.count({ where: { id: { in: [...agentIds] } } }),
  ]);
  if (servers !== serverIds.length) throw fieldError("serverIds", "Choose registered servers.");
  if (agents !== agentIds.length) throw fieldError("agentIds", "Choose registered agents.");
}

async function exclusionsOf(tx: Tx, typed: readonly TypedExclusion[]): Promise<Exclusion[]> {
  const exclusions: Exclusion[] = [];
  for (const each of typed) {
    const found = await lookedUp(tx, each);
    if (!found) {
      throw fieldError("exclusions", `No ${WORD[each.kind]} is called ${each.name}.`);
    }
    exclusions.push({ kind: each.kind, reason: each.reason, ...found });
  }
  return exclusions;
}

const WORD = {
  environment: "environment",
  server: "server",
  agent: "agent",
  kind: "kind of line",
} as const satisfies Record<Exclusion["kind"], string>;

type Found = { readonly id: string; readonly name: string };

async function lookedUp(tx: Tx, { kind, name }: TypedExclusion): Promise<Found | null> {
  const called = { equals: name, mode: "insensitive" } as const;
  const where = { OR: [{ slug: called }, { name: called }] };
  const select = { id: true, slug: true };
  switch (kind) {
    case "environment": {
      const id = ENVIRONMENTS.find((known) => known === name.toLowerCase());
      return id ? { id, name: id } : null;
    }
    case "server":
      return named(await tx.server.findFirst({ where, select, orderBy: { slug: "asc" } }));
    case "agent":
      return named(await tx.agent.findFirst({ where, select, orderBy: { slug: "asc" } }));
    case "kind": {
      const id = lineKindCalled(name);
      return id ? { id, name: id } : null;
    }
    default:
      return kind satisfies never;
  }
}

function named(row: { readonly id: string; readonly slug: string } | null): Found | null {
  return row && { id: row.id, name: row.slug };
}
