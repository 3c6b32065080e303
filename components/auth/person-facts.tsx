import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import type { PersonFacts as Facts } from "@/lib/auth/view";

/** Who a person is here and how they sign in. */
export function PersonFacts({ facts }: { facts: Facts }) {
  return (
    <DefinitionList
      items={[
        { term: "Title", value: facts.identity?.title },
        { term: "E-mail address", value: facts.identity?.email },
        { term: "Id", value: <code className="font-mono text-sm">{facts.id}</code> },
        { term: "Joined", value: facts.joined ? <Instant at={facts.joined} /> : "not yet" },
        ...(facts.deactivated
          ? [{ term: "Deactivated", value: <Instant at={facts.deactivated} /> }]
          : []),
        {
          term: "Last sign-in",
          value: facts.lastSignIn ? <Instant at={facts.lastSignIn} /> : "never",
        },
        { term: "Password", value: facts.password },
        { term: "Single sign-on", value: facts.providers },
      ]}
    />
  );
}
