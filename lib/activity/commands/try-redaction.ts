import "server-only";
import { randomBytes } from "node:crypto";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { parseLossless } from "@/lib/ledger/lossless-json";
import { REDACTION_VERSION, type RedactionCounts, redact } from "../redaction/redact";
import { tokenKey } from "../redaction/token";
import type { TryRedactionInput } from "../redaction-desk/redaction-schema";

export type TriedRedaction = {
  readonly redacted: string;
  readonly counts: RedactionCounts;
  readonly state: "complete" | "failed";
};

/** It runs beside the requests of others. */
const BUDGET_MS = 500;

/**
 * Shows what the rules make of a text or JSON and keeps nothing of it: the change says how long it was and what was counted. Its
 * tokens are made with a key that is thrown away, so that nobody finds out by trying whose token a record holds (RED-04).
 * Errors: forbidden.
 */
export async function tryRedaction(
  ctx: CommandContext,
  { text }: TryRedactionInput,
): Promise<TriedRedaction> {
  authorize(ctx.actor, "redaction:try");
  const key = tokenKey(randomBytes(32), "tried", "try");
  const end = performance.now() + BUDGET_MS;
  const json = parseLossless(text);
  const isOver = () => performance.now() > end;
  const { value, counts, state } = redact(json ?? text, { key, isOver });
  const after = {
    version: REDACTION_VERSION,
    characters: text.length,
    counts: { ...counts },
    state,
  };
  await transact(ctx, async (_, record) => {
    await record({ action: "redaction.tried", subjectId: REDACTION_VERSION, before: null, after });
  });
  return {
    redacted: typeof value === "string" ? value : JSON.stringify(value, null, 2),
    counts,
    state,
  };
}
