// What an export says of redaction (IPE-12), counted off the records it holds.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";

/** Looks at each record that passes; afterwards says by which rules they were redacted and what was replaced. */
export function redactionSeen() {
  const rules = new Set<string>();
  const counts = new Map<string, number>();
  let failed = 0;
  return {
    add({ redaction }: JsonObject): void {
      if (redaction === undefined || !isJsonObject(redaction)) return;
      if (typeof redaction.policy_version === "string") rules.add(redaction.policy_version);
      if (redaction.state === "failed") failed += 1;
      for (const [type, count] of countsIn(redaction)) {
        counts.set(type, (counts.get(type) ?? 0) + count);
      }
    },
    statement: () => ({
      ruleset: rules.size === 0 ? null : [...rules].sort().join(", "),
      statement: `Secrets and personal values were replaced by fixed rules before anything was stored; the same value becomes the same token, nobody can undo it, and raw payloads do not exist here. ${failed === 0 ? "Every record was redacted in full." : `Of ${failed} records a value that could not be redacted was left out.`}`,
      counts: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    }),
  };
}

function countsIn({ counts }: JsonObject): [string, number][] {
  if (counts === undefined || !isJsonObject(counts)) return [];
  return Object.entries(counts).flatMap(([type, count]) =>
    typeof count === "number" ? [[type, count]] : [],
  );
}
