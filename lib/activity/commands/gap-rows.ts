import "server-only";
import { ROLES } from "@/lib/auth/permissions";
import { permissionsOf } from "@/lib/auth/role-grants";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import { notify } from "@/lib/notify/notify";
import type { FoundGap } from "../gaps/gap-found";

/** A gap as it is stored. */
export type GapRow = Awaited<ReturnType<Tx["gap"]["update"]>>;

type Columns = Parameters<Tx["gap"]["update"]>[0]["data"];

/** What a look at a source came to. */
export type Outcome = {
  readonly found: readonly FoundGap[];
  /** Gaps that came to an end, changed their size, or were filled. */
  readonly changed: readonly {
    readonly gap: GapRow;
    readonly action: "gap.ended" | "gap.filled";
    readonly data: Columns;
  }[];
};

/**
 * Writes what a look at a source came to, in one transaction with `more`; nothing at all where there is nothing to write.
 * People are told once of a source that is silent now.
 */
export async function keep(
  ctx: CommandContext,
  source: { id: string; name: string },
  outcome: Outcome,
  more: ((tx: Tx, record: Recorder) => Promise<void>) | null,
): Promise<void> {
  const fresh = await notKnown(outcome.found, source.id);
  if (fresh.length + outcome.changed.length === 0 && more === null) return;
  await transact(ctx, async (tx, record) => {
    for (const change of outcome.changed) await alter(tx, record, change);
    for (const gap of fresh) await add(tx, record, { ctx, source, gap });
    await more?.(tx, record);
  });
}

async function notKnown(found: readonly FoundGap[], sourceId: string) {
  if (found.length === 0) return [];
  const known = await read().gap.findMany({
    where: { sourceId, mark: { in: found.map(({ mark }) => mark) } },
    select: { kind: true, mark: true },
    take: found.length * 3,
  });
  const names = new Set(known.map(({ kind, mark }) => `${kind} ${mark}`));
  return found.filter(({ kind, mark }) => !names.has(`${kind} ${mark}`));
}

async function alter(
  tx: Tx,
  record: Recorder,
  { gap, action, data }: Outcome["changed"][number],
): Promise<void> {
  const [after] = await tx.gap.updateManyAndReturn({
    where: { id: gap.id, version: gap.version },
    data: { ...data, version: gap.version + 1 },
  });
  // Somebody disposed of it in this moment: the next look sees it as it is then.
  if (after) await record({ action, subjectId: gap.id, before: asJson(gap), after: asJson(after) });
}

async function add(
  tx: Tx,
  record: Recorder,
  {
    ctx,
    source,
    gap,
  }: { ctx: CommandContext; source: { id: string; name: string }; gap: FoundGap },
): Promise<void> {
  const [made] = await tx.gap.createManyAndReturn({
    data: [{ ...gap, sourceId: source.id, foundAt: ctx.now }],
    skipDuplicates: true,
  });
  if (!made) return;
  await record({ action: "gap.found", subjectId: made.id, before: null, after: asJson(made) });
  if (gap.kind !== "silence" || gap.toAt !== null) return;
  await notify(tx, record, ctx, {
    personIds: await watchers(tx),
    kind: "gap.found",
    title: `Silent source: ${source.name}`,
    body: `${gap.detail} Look whether it still runs, and say on the gap's page what happened.`,
    link: `/activity/gaps?open=${made.id}`,
  });
}

/** Whole records go into the change log as JSON, which has no whole numbers of any size. */
export function asJson({ firstSeq, lastSeq, ...gap }: GapRow) {
  return { ...gap, firstSeq: textOf(firstSeq), lastSeq: textOf(lastSeq) };
}

function textOf(number: bigint | null): string | null {
  return number === null ? null : String(number);
}

// Those who look after sources, and those who answer for gaps.
async function watchers(tx: Tx): Promise<string[]> {
  const roles = ROLES.filter((role) => {
    const held = permissionsOf(role);
    return held.includes("source:manage") || held.includes("gap:dispose");
  });
  const people = await tx.person.findMany({
    where: { deactivatedAt: null, roles: { hasSome: roles } },
    select: { id: true },
    orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
    take: 500,
  });
  return people.map(({ id }) => id);
}
