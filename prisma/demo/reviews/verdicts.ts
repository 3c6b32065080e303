// What the two past reviews take away: what of it nobody used, what nobody answers for, what has run out.
import type { SnapshotLine } from "@/lib/access-reviews/snapshot-view";
import { NIGHT_RUN } from "../access/keys";
import type { Judgement, Verdict } from "./decide";

/** The older: a right to write that the nightly run never used, and a trial in a test system until a day. */
export function takenByOlder(until: string): Judgement {
  let trial: string | null = null;
  return (line) => {
    if (isOf(line, NIGHT_RUN, "match_invoice")) return NEVER_WROTE;
    if (trial === null && isTrial(line)) trial = line.line;
    return line.line === trial ? { decision: "keep-until", until, comment: TRIAL_ENDS } : null;
  };
}

/** The younger: three that are in our register, beside strangers at the gateways and what has run out. */
export const takenByYounger: Judgement = (line) => {
  const own = TAKEN.find(({ key, operation }) => isOf(line, key, operation));
  return own?.verdict ?? strangeness(line);
};

function isOf(
  { kind, principal, operation, environment }: SnapshotLine,
  key: string,
  name: string,
) {
  return (
    kind === "access" &&
    environment === "production" &&
    principal.detail === key &&
    operation?.name === name
  );
}

function isTrial({ kind, grants, environment }: SnapshotLine): boolean {
  return (
    kind === "access" && environment !== "production" && grants.some((grant) => !grant.endedAt)
  );
}

function strangeness({ kind, flags, enforced }: SnapshotLine): Verdict | null {
  if (kind !== "access") return null;
  if (flags.includes("orphan") && enforced === "yes") return STRANGER;
  return flags.includes("expired-enabled") ? RUN_OUT : null;
}

const revoked = (comment: string): Verdict => ({ decision: "revoke", comment });

const NEVER_WROTE = revoked(
  "The nightly run only lists: it never matched an invoice, and by day another key does. Writing has to go.",
);
const STRANGER = revoked("Nobody knows who this is, and nobody answers for it. It has to go.");
const RUN_OUT = revoked("Its grant ran out by its date; the gateway was never told. It has to go.");
const TRIAL_ENDS = "The trial is over by then; no longer than that.";

/** The first is gone the night after, the second too until it is called again, and the third stays at its gateway. */
const TAKEN = [
  {
    ...{ key: "carrier-payout-reconciler-prod", operation: "match_invoice" },
    verdict: revoked("Asked for beside its work and never used: matching belongs to the matcher."),
  },
  {
    ...{ key: "freight-invoice-matcher-prod", operation: "propose_payment" },
    verdict: revoked("It matches and does not pay. Whoever matches must not propose the payment."),
  },
  {
    ...{ key: "supplier-screener-prod", operation: "search" },
    verdict: revoked("Screening rests on public lists; contracts and waybills are no part of it."),
  },
] as const;
