// gateway-logs §4, outcomes of Kong: the decision on a call first, then what JSON-RPC and HTTP say of it.
import { derived, type Sourced } from "../record/draft";
import type { Outcome } from "../record/fields";
import type { Picker } from "../record/pick";
import { outcomeOfReply } from "./json-rpc";
import type { Entry } from "./kong-entries";

export function kongOutcome(
  at: Picker,
  { rpc, audit, isListed }: Entry,
): Sourced<Outcome> | undefined {
  const [action, error] = [audit?.text("/action"), errorOf(rpc)];
  if (action?.value === "deny") return derived(action, "denied");
  if (isListed) return derived(action, "unknown");
  if (error) return derived(error, /\b403\b/.test(said(error)) ? "denied" : "protocol_error");
  const status = at.number("/response/status");
  const failure = status && failureOf(status.value);
  if (failure) return derived(status, failure);
  return (
    outcomeOfReply(rpc?.json("/payload/response")) ??
    derived(status ?? methodOrTool(rpc) ?? action, "success_unverified")
  );
}

/** A text, or an object with code and message. */
function errorOf(rpc: Picker | undefined): Sourced | undefined {
  const error = rpc?.json("/error");
  return error && error.value !== "" && error.value !== false ? error : undefined;
}

function said({ value }: Sourced): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function failureOf(status: number): Outcome | null {
  if (status === 401 || status === 403) return "denied";
  if (status >= 500) return "transport_error";
  return status >= 400 ? "protocol_error" : null;
}

function methodOrTool(rpc: Picker | undefined): Sourced | undefined {
  return rpc?.json("/method") ?? rpc?.json("/tool_name");
}

/** Row 31. Behind the identifier `consumer_group` the name is that of the group which decided it. */
export function policyOf(audit: Picker | undefined): Sourced | undefined {
  const action = audit?.text("/action");
  const scope = audit?.text("/scope");
  const isGroup = audit?.text("/consumer/identifier")?.value === "consumer_group";
  const group = isGroup ? audit?.text("/consumer/name") : undefined;
  return derived(action, {
    action: action?.value ?? "",
    rule_ids: group ? [`consumer_group:${group.value}`] : [],
    ...(scope ? { reason: `scope ${scope.value}` } : {}),
    source: "kong",
  });
}
