// gateway-logs §4, outcomes of obot and nanobot: their status comes from HTTP, so a call that failed inside a 200 shows in its reply.
import { derived, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import { outcomeOfReply, replyIn } from "./json-rpc";

export type ObotAnswer = {
  /** success, failure, denied, timeout or unknown. */
  readonly status: Sourced<string> | undefined;
  readonly http: Sourced<number> | undefined;
  readonly errors: readonly (Sourced<string> | undefined)[];
  readonly body: Sourced | undefined;
};

const RPC_TEXT = /JSON[- ]RPC|(?<!\d)-32\d{3}(?!\d)/i;

/** The first of these that matches says it. */
export function obotOutcome({
  status,
  http,
  errors,
  body,
}: ObotAnswer): Sourced<Outcome> | undefined {
  if (status?.value === "denied") return derived(status, "denied");
  if (status?.value === "timeout") return derived(status, "timeout");
  const reply = replyIn(body);
  const rpcError = reply?.code ?? reply?.message ?? errors.find(namesRpc);
  if (rpcError) return derived(rpcError, "protocol_error");
  if (http && http.value >= 500) return derived(http, "transport_error");
  if (status?.value === "failure") return derived(status, "error");
  if (status?.value !== "success") return derived(status, "unknown");
  return outcomeOfReply(body) ?? derived(status, "success_unverified");
}

function namesRpc(text: Sourced<string> | undefined): boolean {
  return text !== undefined && RPC_TEXT.test(text.value);
}

/** The status that newer versions compute, for rows of older ones. */
export function statusOfHttp(
  http: Sourced<number> | undefined,
  error: Sourced<string> | undefined,
): Sourced<string> | undefined {
  const status = http?.value ?? 0;
  if (status === 401 || status === 403) return derived(http, "denied");
  if (status === 408 || status === 504) return derived(http, "timeout");
  if (status >= 400) return derived(http, "failure");
  if (error) return derived(error, "failure");
  return derived(http, status === 0 ? "unknown" : "success");
}

// An agent reports what its own tool said.
const REPORTED = new Map<string, Outcome>([
  ["success", "success"],
  ["denied", "denied"],
  ["timeout", "timeout"],
  ["failure", "error"],
]);

/** A call that an agent on somebody's own machine made, by that agent's word. */
export function reportedOutcome(status: Sourced<string> | undefined): Sourced<Outcome> | undefined {
  return derived(status, REPORTED.get(status?.value ?? "") ?? "unknown");
}
