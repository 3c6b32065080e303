// gateway-logs §4, row 31: the filters that obot asked before it let a call through.
import { derived, type Sourced } from "../record/draft";
import type { Picker } from "../record/pick";

/** Which filters were asked, what the last of them said and why; undefined where there were none. */
export function webhookPolicy(statuses: readonly Picker[]): Sourced | undefined {
  const rules = statuses.flatMap((at) => (at.text("/name") ?? at.text("/url"))?.value ?? []);
  const [action] = statuses.flatMap((at) => at.text("/status") ?? []).slice(-1);
  const reasons = statuses.flatMap((at) => at.text("/message")?.value ?? []);
  if (!action) return undefined;
  return derived(action, {
    action: action.value,
    rule_ids: rules,
    ...(reasons.length > 0 ? { reason: reasons.join("; ") } : {}),
    source: "webhook",
  });
}
