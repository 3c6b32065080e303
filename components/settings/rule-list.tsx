import { DefinitionList } from "@/components/ui/definition-list";
import type { RuleRow } from "@/lib/settings/view";

/** The rules of a room with their values; what nobody approved says so. */
export function RuleList({ rules }: { rules: readonly RuleRow[] }) {
  return (
    <DefinitionList
      items={rules.map(({ label, help, text, approved }) => ({
        term: label,
        help,
        value: (
          <span className="tabular-nums">
            {text}
            {approved ? null : <span className="text-ink-3">, built-in, not approved</span>}
          </span>
        ),
      }))}
    />
  );
}
