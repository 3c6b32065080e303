import { OutcomeBadge } from "@/components/ui/badge";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import type { SealerView } from "@/lib/ledger-store/view";

/** When the sealer was last at a log, whether it signs, and who else could. */
export function SealerFacts({ sealer }: { sealer: SealerView | null }) {
  if (sealer === null) {
    return (
      <Section id="sealer" title="Sealer">
        <p className="border-y py-3 text-ink-2">
          It was never seen. Start it with <code className="font-mono text-sm">npm run sealer</code>
          : until then nothing is sealed.
        </p>
      </Section>
    );
  }
  const { halted } = sealer;
  return (
    <Section
      id="sealer"
      title="Sealer"
      lead="The one process that signs. It recomputes everything it signs from what is stored."
    >
      <DefinitionList
        items={[
          {
            term: "Last seen",
            value: (
              <>
                <Instant at={sealer.seenAt} /> <span className="text-ink-3">{sealer.seenAge}</span>
              </>
            ),
          },
          { term: "Signs", value: <Signs sealer={sealer} /> },
          ...(halted
            ? [
                { term: "Halted", value: <Instant at={halted.at} /> },
                { term: "Reason", value: halted.reason },
                { term: "In full", value: halted.message },
              ]
            : []),
          { term: "Key kept apart", value: sealer.separation },
        ]}
      />
    </Section>
  );
}

function Signs({ sealer: { halted, fresh, storeFails } }: { sealer: SealerView }) {
  if (halted)
    return <OutcomeBadge outcome="fail">Halted: nothing of this log is signed</OutcomeBadge>;
  if (fresh && storeFails)
    return <OutcomeBadge outcome="unknown">Not known: the store does not answer</OutcomeBadge>;
  if (fresh) return <OutcomeBadge outcome="pass">Whenever there is something new</OutcomeBadge>;
  return <OutcomeBadge outcome="attention">It is not running</OutcomeBadge>;
}
