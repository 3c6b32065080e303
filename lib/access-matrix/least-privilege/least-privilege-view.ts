// What an agent is granted, what it uses of that, and what is left if the rest goes. Instants are ISO 8601 in UTC. Client-safe.
import { type Enforced, MATRIX_DAYS, type MatrixDays } from "../matrix/matrix-view";

/**
 * What is proposed for a grant. `remove`: nobody used it in the whole period, or its key is dead; `narrow`: a wildcard of which
 * only some operations were used; `review`: used for what the agent is not registered for; `young`: unused, and younger than
 * the period or than the records of calls; `keep`: used.
 */
export const VERDICTS = ["remove", "narrow", "review", "young", "keep"] as const;
export type Verdict = (typeof VERDICTS)[number];

export type ProposedOperation = { id: string; name: string; calls: number };

/** One grant in force with what is proposed for it. */
export type GrantProposal = {
  /** Of the grant. */
  id: string;
  keyId: string;
  key: string;
  publicId: string;
  environment: string;
  serverId: string;
  server: string;
  /** Null: every operation of the server. */
  operationId: string | null;
  operation: string | null;
  access: string | null;
  purpose: string;
  fromAt: string;
  until: string | null;
  /** How many operations it stands for. */
  covers: number;
  enforced: Enforced;
  /** Calls of the period, and the operations they called. */
  used: number;
  usedOperations: readonly ProposedOperation[];
  /** In the last 365 days. */
  lastUsedAt: string | null;
  verdict: Verdict;
  /** A sentence: why. */
  why: string;
  /** Calls that its removal alone would have blocked: those no other grant in force allows. */
  blocked: number;
  blockedYear: number;
};

/** Calls or enforced lines that no grant in force covers. */
export type Uncovered = {
  id: string;
  principal: string;
  server: string;
  operation: string;
  environment: string;
  enforced: Enforced;
  used: number;
  lastUsedAt: string | null;
};

/** The sums of an agent. All count cells (operation × environment × key), but `calls`. */
export type PrivilegeSums = {
  granted: number;
  enforced: number;
  unknown: number;
  /** Granted and used. */
  used: number;
  /** Granted, and not used in the period. */
  unused: number;
  usedNotGranted: number;
  enforcedNotGranted: number;
  calls: number;
};

/** A month: nothing is proposed by a period that was not recorded from its beginning, and few have recorded longer. */
export const USUAL_DAYS: MatrixDays = 30;

/** Which period an address asks for; what it does not know is the usual one. */
export function daysOf(asked: string | null): MatrixDays {
  return MATRIX_DAYS.find((days) => String(days) === asked) ?? USUAL_DAYS;
}
