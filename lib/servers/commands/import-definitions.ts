import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { notify } from "@/lib/notify/notify";
import { tellOfMany } from "@/lib/requests/commands";
import type { ImportStep, Origin } from "../definitions/definition-labels";
import { knownOperations, toKnownOperation } from "../definitions/definition-row";
import type { ImportFetchedInput, ImportListInput } from "../definitions/definition-schema";
import { fetchToolsList } from "../definitions/fetch-tools";
import { assertImportable } from "../definitions/importable";
import { type Observed, type Observing, observe } from "../definitions/observe";
import { pinDeciders } from "../definitions/pin-wish";
import { planHash, planImport, type Step } from "../definitions/plan";
import { readToolsList, type Tool } from "../definitions/tools-list";
import type { OperationWish } from "../schema";
import { registerOperations } from "./register-operation";
import { loadServer, personBehind, type ServerRecord } from "./server-row";

/** What an import did: how many operations by step, and how many requests to pin were opened. */
export type Imported = {
  readonly server: { readonly id: string; readonly slug: string; readonly name: string };
  readonly counts: Readonly<Record<ImportStep, number>>;
  readonly asked: number;
};

/**
 * Takes a list of tools that was pasted or uploaded, whole or not at all: new operations are registered as `choices` say, each
 * definition is kept by its hash, what differs from the pinned one is a drift, and another person is asked to pin. Errors:
 * not_found, forbidden, conflict (retired; the list or the register is not what was looked at), invalid_input (no list of
 * tools; a new operation without a choice).
 */
export async function importList(
  ctx: CommandContext,
  { origin, text, ...decided }: ImportListInput,
): Promise<Imported> {
  return importTools(ctx, { ...decided, origin, text, reason: REASON[origin] });
}

/**
 * The same with a list that is fetched again here, because nobody can prove what a browser held. Errors: those, forbidden (who
 * may not call out), unavailable (the server did not answer with a list).
 */
export async function importFetched(
  ctx: CommandContext,
  { url, token, ...decided }: ImportFetchedInput,
  fetchList = fetchToolsList,
): Promise<Imported> {
  authorize(ctx.actor, "server:fetch");
  const { text } = await fetchList({ url, token });
  const { origin, pathname } = new URL(url); // what follows may hold a secret
  const reason = `tools/list was fetched from ${origin}${pathname}.`;
  return importTools(ctx, { ...decided, origin: "fetch", text, reason });
}

const REASON = {
  paste: "tools/list was pasted.",
  upload: "tools/list was uploaded.",
} as const satisfies Record<ImportListInput["origin"], string>;

type Wanted = {
  serverId: string;
  origin: Origin;
  text: string;
  hash: string;
  choices: readonly OperationWish[];
  reason: string;
};

async function importTools(ctx: CommandContext, wanted: Wanted): Promise<Imported> {
  authorize(ctx.actor, "server:import");
  const tools = readWhole(wanted.text);
  return transact(ctx, async (tx, record) => {
    await lockDefinitions(tx, wanted.serverId);
    const server = await loadServer(tx, ctx.actor, wanted.serverId);
    assertImportable(server, ctx.actor);
    const operations = await knownOperations(tx, server.id);
    const steps = planImport(operations.map(toKnownOperation), tools);
    if (planHash(server.id, steps) !== wanted.hash) throw differs();
    const registered = await register(tx, record, ctx, server, steps, wanted.choices);
    const byName = new Map(
      [...operations, ...registered.map((each) => ({ ...each, observed: null, pinned: null }))].map(
        (operation) => [operation.name, operation],
      ),
    );
    const observing: Observing = { server, byName, origin: wanted.origin, reason: wanted.reason };
    const observed = await observe(tx, record, ctx, observing, steps);
    await tellDeciders(tx, record, ctx, server, observed);
    await tellOwner(tx, record, ctx, server, observed);
    const { id, slug, name } = server;
    return { server: { id, slug, name }, counts: countsOf(steps), asked: observed.asked.length };
  });
}

function readWhole(text: string): readonly Tool[] {
  const { tools, refused } = readToolsList(text);
  const [first] = refused;
  if (!first) return tools;
  const says = `Nothing was imported. ${first.place}: ${first.message}`;
  throw new AppError("invalid_input", { message: says, fieldErrors: { text: [says] } });
}

/** Two imports of one server would each close what the other had just observed. */
async function lockDefinitions(tx: Tx, serverId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('servers.definitions'), hashtext(${serverId}))`;
}

async function register(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { id: serverId }: ServerRecord,
  steps: readonly Step[],
  choices: readonly OperationWish[],
) {
  const chosen = new Map(choices.map((choice) => [choice.name, choice]));
  const names = steps.filter(({ step }) => step === "new").map(({ name }) => name);
  const wishes = names.map((name) => chosen.get(name)).filter((wish) => wish !== undefined);
  if (wishes.length < names.length) {
    const left = names.filter((name) => !chosen.has(name)).slice(0, 5);
    throw new AppError("invalid_input", `Say what these operations are: ${left.join(", ")}.`);
  }
  return wishes.length === 0 ? [] : registerOperations(tx, record, ctx, { serverId, wishes });
}

// One request is told by itself; of many, the deciders hear once.
async function tellDeciders(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  server: ServerRecord,
  { asked }: Observed,
): Promise<void> {
  if (asked.length < 2) return;
  const requestedById = personBehind(ctx);
  await tellOfMany(tx, record, ctx, {
    title: `Definitions of ${server.name}: ${asked.length} to pin`,
    permission: "server:decide",
    excludedIds: [],
    namedIds: await pinDeciders(tx, server, requestedById),
    requestedById,
  });
}

/** G32, SCN-14: who answers for the server hears of a drift at once, whoever decides about it. */
async function tellOwner(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { name, slug, ownerId, deputyId }: ServerRecord,
  { drifted, grants }: Observed,
): Promise<void> {
  const [first] = drifted;
  if (!first) return;
  const many = drifted.length > 1;
  const approved = grants === 1 ? "1 grant rests" : `${grants} grants rest`;
  await notify(tx, record, ctx, {
    personIds: [ownerId, ...(deputyId ? [deputyId] : [])].filter((id) => id !== ctx.actor.id),
    kind: "definition.drifted",
    title: `${name} changed ${many ? `${drifted.length} operations` : first.name}`,
    body: `What the server says is no longer what was pinned. ${approved} on the old wording.`,
    link: many ? `/servers/${slug}` : `/servers/operations/${first.id}`,
  });
}

function countsOf(steps: readonly Step[]): Record<ImportStep, number> {
  const counts = { new: 0, first: 0, changed: 0, back: 0, same: 0, gone: 0 };
  for (const { step } of steps) counts[step] += 1;
  return counts;
}

function differs(): AppError {
  return new AppError(
    "conflict",
    "The list or the register changed since you looked. Nothing was imported; look at the difference again.",
  );
}
