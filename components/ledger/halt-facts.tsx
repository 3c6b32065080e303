import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import type { SealerView } from "@/lib/ledger-store/view";

/** Since when and why the sealer does not sign a log. */
export function HaltFacts({ at, reason, message }: NonNullable<SealerView["halted"]>) {
  return (
    <Section id="halt" title="Why signing stopped">
      <DefinitionList
        items={[
          { term: "Since", value: <Instant at={at} /> },
          { term: "Reason", value: reason },
          { term: "In full", value: message },
        ]}
      />
    </Section>
  );
}
