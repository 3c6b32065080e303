import "server-only";
import { type Actor, can } from "@/lib/auth/actor";
import type { CommandContext } from "@/lib/change-log/transact";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { AGENT_COLUMNS, type AgentLine, PROPOSAL_COLUMNS } from "./export-columns";
import { VERDICT_LABEL } from "./least-privilege-labels";
import type { ExportPrivilegeInput } from "./least-privilege-schema";
import { type GrantProposal, VERDICTS } from "./least-privilege-view";
import { propose } from "./propose";
import { getPrivilege, listPrivilege } from "./queries-least-privilege";

/**
 * What all agents hold and use, or what is proposed for each grant of one, as a file; taking it out is recorded. Errors:
 * forbidden, not_found, too_large, unavailable (not all rows could be read: then there is no file).
 */
export async function exportPrivilege(
  ctx: CommandContext,
  input: ExportPrivilegeInput,
): Promise<Download> {
  return input.agent === "" ? exportAgents(ctx, input) : exportProposals(ctx, input);
}

async function exportAgents(ctx: CommandContext, input: ExportPrivilegeInput): Promise<Download> {
  const { format, q, days } = input;
  const { agents, counted } = await listPrivilege(ctx.actor, { days, now: ctx.now });
  const rows = agents
    .filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
    .map(({ sums, ...agent }): AgentLine => ({ ...agent, ...sums }))
    .sort((one, other) => other.unused - one.unused || one.name.localeCompare(other.name, "en"));
  return exportTable<AgentLine>(ctx, {
    ...{ title: "Least privilege: agents", queryId: "access-matrix.least-privilege@1", format },
    ...{ fileStem: "least-privilege", columns: AGENT_COLUMNS, rows, total: rows.length },
    parameters: { q, days: String(days) },
    filters: [`Used in: ${days} days`, ...(q === "" ? [] : [`Search: ${q}`])],
    scope: scopeText(ctx.actor),
    sort: "granted and not used, descending, then name",
    primaryKey: "agent_id",
    asOf: ctx.now,
    period: { start: new Date(counted.from), end: new Date(counted.countedAt) },
    controlTotals: {
      cells: {
        granted: total(rows, ({ granted }) => granted),
        "not used": total(rows, ({ unused }) => unused),
      },
    },
  });
}

async function exportProposals(
  ctx: CommandContext,
  { format, agent: asked, days }: ExportPrivilegeInput,
): Promise<Download> {
  const { agent, facts, counted } = await getPrivilege(ctx.actor, {
    ...{ agent: asked, days, now: ctx.now },
  });
  const rows = propose(facts);
  const count = (verdict: GrantProposal["verdict"]) =>
    rows.filter((row) => row.verdict === verdict).length;
  return exportTable<GrantProposal>(ctx, {
    title: `Least privilege: ${agent.name}`,
    queryId: "access-matrix.least-privilege-agent@1",
    ...{ format, fileStem: `least-privilege-${agent.slug}` },
    ...{ columns: PROPOSAL_COLUMNS, rows, total: rows.length },
    parameters: { agent: agent.id, days: String(days) },
    filters: [`Agent: ${agent.name}`, `Used in: ${days} days`],
    scope: scopeText(ctx.actor),
    sort: "what is proposed, then server, operation, environment and key",
    primaryKey: "grant_id",
    exclusions: ["grants of emergency access, which end by themselves"],
    asOf: ctx.now,
    period: { start: new Date(counted.from), end: new Date(counted.countedAt) },
    controlTotals: {
      proposed: Object.fromEntries(
        VERDICTS.map((verdict) => [VERDICT_LABEL[verdict], count(verdict)]),
      ),
    },
  });
}

function scopeText(actor: Actor): string {
  return can(actor, "matrix:read-all")
    ? "every agent of this installation"
    : "agents that the generator owns, sponsors or is named to succeed";
}

function total(rows: readonly AgentLine[], value: (row: AgentLine) => number): number {
  return rows.reduce((sum, row) => sum + value(row), 0);
}
