import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { sha256 } from "@/lib/ledger/crypto";
import { tellOfMany } from "@/lib/requests/commands";
import type { ImportAgentsInput } from "../schema";
import { parseAgentsYaml, type YamlFile } from "../yaml/parse";
import { type FieldChange, planImport, type Step } from "../yaml/plan";
import type { Refusal } from "../yaml/read-agent";
import { type AgentRecord, lockRegistry, requesterId } from "./agent-row";
import { carryEdit } from "./edit";
import { importFacts } from "./import-facts";
import { type Asking, createProposal } from "./register";
import { rewriteProposal } from "./revise";

/** What an agent of the file comes to, in words. `line` is where it begins in the file. */
export type ImportLine = {
  readonly line: number;
  readonly slug: string;
  readonly name: string;
  readonly changes: readonly FieldChange[];
};

/** What a file did, or on a dry run would do. With one refusal nothing is done at all. */
export type ImportOutcome = {
  readonly dryRun: boolean;
  readonly created: readonly ImportLine[];
  readonly changed: readonly ImportLine[];
  readonly unchanged: readonly ImportLine[];
  readonly refused: readonly Refusal[];
  /** Of everything above but `dryRun`: send it back to apply exactly this. */
  readonly hash: string;
};

/**
 * Registers and changes agents as a file says, all of them or none, in one transaction. New agents
 * and material changes wait for another person; a second run with the same file changes nothing, even
 * while they wait. A refused file answers what is wrong where, and changes nothing. Errors: conflict
 * (`hash` is not what the file and the registry come to now), forbidden.
 */
export async function importAgents(
  ctx: CommandContext,
  { yaml, dryRun, hash }: ImportAgentsInput,
): Promise<ImportOutcome> {
  const file = parseAgentsYaml(yaml);
  const planned = outcomeOf(file, await stepsOf(ctx, file), dryRun);
  if (hash !== "" && hash !== planned.hash) throw differs();
  const writes = planned.created.length + planned.changed.length;
  if (dryRun || planned.refused.length > 0 || writes === 0) return planned;
  return transact(ctx, async (tx, record) => {
    await lockRegistry(tx);
    const steps = await stepsOf(ctx, file, tx);
    // Between the plan and the lock somebody may have registered or changed one of these agents.
    if (outcomeOf(file, steps, dryRun).hash !== planned.hash) throw differs();
    const asking = { reason: file.reason || BY_FILE, quiet: writes > 1 };
    let asked = 0;
    for (const step of steps) asked += (await carryOut(tx, record, ctx, step, asking)) ? 1 : 0;
    // One message instead of one per agent; which of them each person may decide, the inbox shows.
    if (asking.quiet && asked > 0) await tellOfMany(tx, record, ctx, tellingOf(ctx, asked));
    return planned;
  });
}

const BY_FILE = "Imported from agents.yaml.";

async function stepsOf(ctx: CommandContext, file: YamlFile, tx?: Tx): Promise<Step<AgentRecord>[]> {
  requesterId(ctx);
  const facts = await importFacts(ctx.actor, file.agents, ctx.now, tx);
  return planImport(file.agents, facts);
}

/** Whether another person was asked. */
async function carryOut(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  step: Step<AgentRecord>,
  asking: Asking,
): Promise<boolean> {
  if (step.kind === "refused" || step.kind === "unchanged") return false;
  if (!step.existing) {
    await createProposal(tx, record, ctx, step.slug, step.input, asking);
    return true;
  }
  const { agent } = step.existing;
  const governed = ["APPROVED", "ACTIVE", "SUSPENDED"].includes(agent.status);
  if (!governed) {
    await rewriteProposal(tx, record, ctx, agent, step.input, asking);
    return true;
  }
  const { requested } = await carryEdit(tx, record, ctx, agent, step.input, asking);
  return requested.length > 0;
}

function tellingOf(ctx: CommandContext, count: number) {
  return {
    title: `Agents from agents.yaml: ${count} to decide`,
    permission: "agent:decide" as const,
    excludedIds: [],
    requestedById: requesterId(ctx),
  };
}

function outcomeOf(
  file: YamlFile,
  steps: readonly Step<AgentRecord>[],
  dryRun: boolean,
): ImportOutcome {
  const linesOf = (kind: "created" | "changed" | "unchanged"): ImportLine[] =>
    steps.flatMap((step) => {
      if (step.kind !== kind) return [];
      const { line, slug, name, changes } = step;
      return [{ line, slug, name, changes }];
    });
  const refused = [
    ...file.refused,
    ...steps.flatMap((step) => (step.kind === "refused" ? step.refused : [])),
  ].sort((a, b) => a.line - b.line);
  const lines = {
    created: linesOf("created"),
    changed: linesOf("changed"),
    unchanged: linesOf("unchanged"),
    refused,
  };
  const bytes = sha256(new TextEncoder().encode(canonicalJson(lines)));
  return { dryRun, ...lines, hash: Buffer.from(bytes).toString("hex") };
}

function differs(): AppError {
  return new AppError(
    "conflict",
    "The file or the registry changed since you looked. Nothing was imported; look at the difference again.",
  );
}
