import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import { beyondPurpose, objectionToKey, partiesOf } from "../grants/policy";
import { matchStandard } from "../standard/match";
import type { LoadedOperation } from "./access-facts";
import type { Asking } from "./access-wish";
import { endGrant, type GrantRecord, giveGrant } from "./give-grant";

type Standard = Awaited<ReturnType<Tx["standardChange"]["findMany"]>>[number];
type Fitting = { operation: LoadedOperation; standard: Standard };

/** Which operations an entry of the catalogue grants at once, and which need a person. A key that is not active gets nothing at once. */
export async function splitByStandard(
  tx: Tx,
  now: Date,
  { input, key, agent, requestedById, server, operations }: Asking,
): Promise<{ standard: Fitting[]; others: LoadedOperation[] }> {
  if (objectionToKey(key, agent, now, { granting: true })) {
    return { standard: [], others: [...operations] };
  }
  const rules = await adoptedRules(tx, now);
  const partIds = [...partiesOf(key, agent), requestedById];
  const split: { standard: Fitting[]; others: LoadedOperation[] } = { standard: [], others: [] };
  for (const operation of operations) {
    const { access, dataClasses, classifiedById } = operation;
    const { dataClasses: more, environment } = beyondPurpose(agent, key.environment, [operation]);
    const beyond = more.length > 0 || environment !== null;
    const place = { environment: key.environment, serverId: server.id };
    const wanted = {
      ...{ ...place, access, dataClasses, classifiedById },
      ...{ until: input.until, partIds, beyond },
    };
    const standard = matchStandard(rules, wanted, now);
    if (standard) split.standard.push({ operation, standard });
    else split.others.push(operation);
  }
  return split;
}

// What the change log does not know as adopted exactly so was written or edited behind the application, and grants nothing (SCN-01).
async function adoptedRules(tx: Tx, now: Date): Promise<Standard[]> {
  const rules = await tx.standardChange.findMany({
    where: { approvedAt: { lte: now }, expiresAt: { gt: now }, endedAt: null },
    orderBy: [{ approvedAt: "asc" }, { id: "asc" }],
    take: 1_000,
  });
  const adoptions = await tx.changeLogEntry.findMany({
    where: {
      action: "standard-change.adopted",
      subjectKind: "standard-change",
      subjectId: { in: rules.map(({ id }) => id) },
    },
    select: { after: true },
    take: rules.length * 2,
  });
  const adopted = new Set(adoptions.map(({ after }) => canonicalJson(after)));
  return rules.filter((rule) => adopted.has(canonicalJson(JSON.parse(JSON.stringify(rule)))));
}

/** Grants at once what the catalogue covers; what was granted of it until now is replaced. */
export async function giveStandard(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  asking: Asking & { standard: readonly Fitting[]; current: readonly GrantRecord[] },
) {
  const { input, key, server, requestedById, standard, current } = asking;
  const granted: { id: string; serverId: string; operationId: string; standardId: string }[] = [];
  for (const { operation, standard: entry } of standard) {
    const held = current.find(({ operationId }) => operationId === operation.id);
    const reason = `Granted anew by the standard change ${entry.title}.`;
    if (held) await endGrant(tx, record, ctx, held, { reason });
    const { id } = await giveGrant(tx, record, {
      keyId: key.id,
      serverId: server.id,
      operationId: operation.id,
      environment: key.environment,
      purpose: input.purpose,
      kind: "standard",
      definitionHash: operation.observedHash,
      fromAt: ctx.now,
      until: input.until,
      requestId: null,
      requestedById,
      requestedAt: ctx.now,
      approvedById: entry.approvedById,
      approvedAt: entry.approvedAt,
      standardId: entry.id,
      ...(held ? { replacesId: held.id } : {}),
    });
    granted.push({ id, serverId: server.id, operationId: operation.id, standardId: entry.id });
  }
  return granted;
}
