import { accessSubject } from "../request-names";
import { VERDICT_LABEL, VERDICT_TONE } from "./least-privilege-labels";
import type { GrantProposal, PrivilegeSums, Verdict } from "./least-privilege-view";

/** A grant on the screen. Numbers as numbers, instants as ISO texts. */
export type ProposalRow = GrantProposal & {
  /** The operation, or that it is every one. */
  name: string;
  href: string;
  tone: (typeof VERDICT_TONE)[Verdict];
  says: string;
  /** Whether its removal can be asked for now, and whether the form begins with it chosen. */
  choosable: boolean;
  chosen: boolean;
  /** The removal that waits: of this grant, or of another one of the same key and server. */
  waiting: { href: string; says: string } | null;
};

type Waiting = { requestId: string; grantIds: readonly string[] };
type Bounds = { form: number; subject: number };

/**
 * Proposals as rows. The form begins with every removal chosen, as far as one form (`form`) and one request about a key and a
 * server (`subject`) can hold.
 */
export function toProposalRows(
  proposals: readonly GrantProposal[],
  waiting: ReadonlyMap<string, Waiting>,
  bounds: Bounds,
): ProposalRow[] {
  const room = new Map<string, number>();
  let left = bounds.form;
  return proposals.map((proposal) => {
    const subject = accessSubject(proposal.keyId, proposal.serverId);
    const removal = waiting.get(subject);
    const fits = (room.get(subject) ?? bounds.subject) > 0 && left > 0;
    const chosen = proposal.verdict === "remove" && !removal && fits;
    if (chosen) {
      room.set(subject, (room.get(subject) ?? bounds.subject) - 1);
      left -= 1;
    }
    return {
      ...proposal,
      name: proposal.operation ?? "every operation",
      href: `/access-matrix/grants/${proposal.id}`,
      tone: VERDICT_TONE[proposal.verdict],
      says: VERDICT_LABEL[proposal.verdict],
      choosable: !removal,
      chosen,
      waiting: removal ? toWaiting(removal, proposal.id) : null,
    };
  });
}

function toWaiting({ requestId, grantIds }: Waiting, grantId: string) {
  const says = grantIds.includes(grantId) ? "removal asked for" : "another removal waits";
  return { href: `/inbox/${requestId}`, says };
}

/** Where the access that was really used can be asked for by name; null where the grant is no wildcard or nothing was used. */
export function narrowHref({ operationId, keyId, usedOperations }: GrantProposal): string | null {
  if (operationId !== null || usedOperations.length === 0) return null;
  const query = new URLSearchParams({ key: keyId });
  for (const { id } of usedOperations) query.append("operation", id);
  return `/access-matrix/request?${query}`;
}

type Shown = { verdict: Verdict };

/** What the page of one agent proves or lacks, in one sentence. `blocked`: calls without all that is proposed to go. */
export function privilegeSentence(
  proposals: readonly Shown[],
  { days, blocked }: { days: number; blocked: number },
): string {
  if (proposals.length === 0) return "Nothing is granted to this agent, so nothing can go.";
  const count = (verdict: Verdict) => proposals.filter((one) => one.verdict === verdict).length;
  const [gone, young] = [count("remove"), count("young")];
  const judged = young === 0 ? "" : ` ${young} ${is(young)} too young to judge.`;
  const all = `${proposals.length} ${proposals.length === 1 ? "grant" : "grants"} in force`;
  if (gone === 0)
    return `Of ${all} none is proposed to go: nothing idle for ${days} days.${judged}`;
  const calls = blocked === 0 ? "no call" : `${blocked} ${blocked === 1 ? "call" : "calls"}`;
  return `Of ${all} ${gone} can go; together they would have blocked ${calls} in the last ${days} days.${judged}`;
}

/** What the list of all agents proves or lacks, in one sentence. */
export function privilegesSentence(sums: PrivilegeSums, agents: number, days: number): string {
  if (agents === 0) return "No agent is granted, uses or is let do anything.";
  const said = [
    `Of ${sums.granted} granted cells ${sums.unused} ${was(sums.unused)} not used in ${days} days`,
    `${sums.usedNotGranted} ${was(sums.usedNotGranted)} used without a grant`,
    `${sums.enforcedNotGranted} ${is(sums.enforcedNotGranted)} enforced without one`,
  ];
  const unknown =
    sums.unknown === 0
      ? ""
      : ` Of ${sums.unknown} nobody can say whether they are enforced: no source said so lately.`;
  return `${said.join("; ")}.${unknown}`;
}

function was(count: number): string {
  return count === 1 ? "was" : "were";
}

function is(count: number): string {
  return count === 1 ? "is" : "are";
}
