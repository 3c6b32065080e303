import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { voidOpenRequests } from "@/lib/requests/commands";
import type { Origin } from "./definition-labels";
import {
  type DefinitionRecord,
  type OperationWithDefinitions,
  shownDefinition,
  shownWithoutText,
} from "./definition-row";
import { PIN_SUBJECT } from "./pin-request-names";
import { askToPin } from "./pin-wish";
import type { Step } from "./plan";

/** Where and how a list was seen. */
export type Observing = {
  server: { id: string; name: string; ownerId: string; deputyId: string | null };
  byName: ReadonlyMap<string, OperationWithDefinitions>;
  origin: Origin;
  /** In words, for the record. */
  reason: string;
};

/** What came of it: operations that left their pinned wording, the grants that rest on it, requests to pin. */
export type Observed = {
  drifted: readonly { id: string; name: string }[];
  grants: number;
  asked: readonly string[];
};

type Noting = {
  tx: Tx;
  record: Recorder;
  ctx: CommandContext;
  observing: Observing;
  many: boolean;
};

/** Keeps what a list says of each operation: one change each, also where nothing differs, because it was seen again. */
export async function observe(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  observing: Observing,
  steps: readonly Step[],
): Promise<Observed> {
  const toPin = steps.filter(
    ({ step }) => step === "new" || step === "first" || step === "changed",
  );
  const noting = { tx, record, ctx, observing, many: toPin.length > 1 };
  const drifted: { id: string; name: string }[] = [];
  const asked: string[] = [];
  let grants = 0;
  for (const step of steps) {
    const operation = observing.byName.get(step.name);
    if (!operation) throw new Error(`no operation for ${step.name}`);
    const noted = await note(noting, step, operation);
    if (noted.isDrift) drifted.push({ id: operation.id, name: operation.name });
    if (noted.requestId) asked.push(noted.requestId);
    grants += noted.grants;
  }
  return { drifted, grants, asked };
}

type Noted = { isDrift: boolean; grants: number; requestId: string | null };
const NOTHING: Noted = { isDrift: false, grants: 0, requestId: null };

async function note(
  noting: Noting,
  step: Step,
  operation: OperationWithDefinitions,
): Promise<Noted> {
  switch (step.step) {
    case "same":
      return seenAgain(noting, operation);
    case "gone":
      return noLongerListed(noting, operation);
    case "back":
      return asPinnedAgain(noting, operation, step.tool);
    case "new":
    case "first":
    case "changed":
      return saidAnew(noting, operation, step.tool);
    default:
      return step satisfies never;
  }
}

async function seenAgain(
  { tx, record, ctx, observing }: Noting,
  { id, observed }: OperationWithDefinitions,
): Promise<Noted> {
  if (!observed) throw new Error("the same as nothing");
  const seen = await tx.operationDefinition.update({
    where: { id: observed.id },
    data: { lastSeenAt: ctx.now },
  });
  await record({
    action: "definition.observed",
    subjectId: id,
    before: shownWithoutText(observed),
    after: shownWithoutText(seen),
    reason: observing.reason,
  });
  return NOTHING;
}

async function noLongerListed(
  { tx, record, ctx, observing }: Noting,
  { id, observed, retiredAt }: OperationWithDefinitions,
): Promise<Noted> {
  if (!observed) throw new Error("gone, and never there");
  const closed = await close(tx, observed, ctx.now);
  await record({
    action: "definition.drifted",
    subjectId: id,
    before: shownWithoutText(observed),
    after: shownWithoutText(closed),
    reason: `The server no longer lists this operation. ${observing.reason}`,
  });
  await voidPinRequests({ tx, record, ctx }, id, "The server no longer lists this operation.");
  return { ...NOTHING, isDrift: retiredAt === null };
}

type Said = { hash: string; definition: JsonObject };

async function asPinnedAgain(
  { tx, record, ctx, observing }: Noting,
  { id, observed }: OperationWithDefinitions,
  tool: Said,
): Promise<Noted> {
  if (observed) await close(tx, observed, ctx.now);
  const row = await create(tx, ctx, id, tool, observing.origin);
  await record({
    action: "definition.observed",
    subjectId: id,
    before: observed && shownWithoutText(observed),
    after: shownWithoutText(row),
    reason: `The server says again what is pinned. ${observing.reason}`,
  });
  await voidPinRequests({ tx, record, ctx }, id, "The server says again what is pinned.");
  return NOTHING;
}

async function saidAnew(
  { tx, record, ctx, observing, many }: Noting,
  operation: OperationWithDefinitions,
  tool: Said,
): Promise<Noted> {
  const { id, observed, pinned } = operation;
  if (observed) await close(tx, observed, ctx.now);
  const row = await create(tx, ctx, id, tool, observing.origin);
  const affected = await grantsUnderAnother(tx, ctx, id, tool.hash);
  const before = pinned ?? observed;
  await record({
    action: pinned ? "definition.drifted" : "definition.observed",
    subjectId: id,
    before: before && shownWithoutText(before),
    after: { ...shownDefinition(row), affectedGrantIds: affected },
    reason: observing.reason,
  });
  if (operation.retiredAt !== null) return NOTHING;
  await voidPinRequests({ tx, record, ctx }, id, "The server says something else by now.");
  const { server } = observing;
  const wish = { server, operation, observed: row, pinned, quiet: many };
  const request = await askToPin(tx, record, ctx, { ...wish, reason: reasonFor(pinned, affected) });
  return { isDrift: pinned !== null, grants: affected.length, requestId: request.id };
}

function reasonFor(pinned: DefinitionRecord | null, affected: readonly string[]): string {
  if (!pinned) return "Observed for the first time since nothing was pinned.";
  const grants =
    affected.length === 1 ? "1 grant in force was" : `${affected.length} grants in force were`;
  return `The server changed its definition. ${grants} approved under another one.`;
}

const AFFECTED_MAX = 500;

/** Ids of the grants in force that were approved when the server said something else. */
async function grantsUnderAnother(
  tx: Tx,
  { now }: CommandContext,
  operationId: string,
  hash: string,
): Promise<string[]> {
  const grants = await tx.grant.findMany({
    where: {
      ...{ operationId, endedAt: null, fromAt: { lte: now }, definitionHash: { not: hash } },
      OR: [{ until: null }, { until: { gt: now } }],
    },
    select: { id: true },
    orderBy: [{ fromAt: "asc" }, { id: "asc" }],
    take: AFFECTED_MAX,
  });
  return grants.map(({ id }) => id);
}

async function create(
  tx: Tx,
  { now }: CommandContext,
  operationId: string,
  { hash, definition }: Said,
  origin: Origin,
): Promise<DefinitionRecord> {
  const json = JSON.parse(JSON.stringify(definition)); // what Prisma takes for JSON may be written to
  return tx.operationDefinition.create({
    data: { operationId, hash, definition: json, origin, observedAt: now, lastSeenAt: now },
  });
}

async function close(tx: Tx, { id }: DefinitionRecord, now: Date): Promise<DefinitionRecord> {
  return tx.operationDefinition.update({ where: { id }, data: { replacedAt: now } });
}

async function voidPinRequests(
  { tx, record, ctx }: Pick<Noting, "tx" | "record" | "ctx">,
  operationId: string,
  why: string,
): Promise<void> {
  await voidOpenRequests(tx, record, ctx, PIN_SUBJECT, operationId, why);
}
