import { Callout } from "@/components/ui/callout";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import type { PersonFacts } from "@/lib/auth/view";
import type { FormAction } from "@/lib/core/action-state";
import { type OwnedAgent, OwnedAgents, OwnedWarning } from "./owned-agents";
import { PasskeyTable } from "./passkey-table";
import { DeactivatePerson, ErasePerson, MakeLink, ReactivatePerson } from "./person-acts";
import { SessionTable } from "./session-table";
import { SignOutPerson } from "./sign-out-everywhere";

type Acts = Record<"makeLink" | "endSessions" | "deactivate" | "reactivate" | "erase", FormAction>;

/** How a person gets in, what else they answer for, and how that ends. `acts` only for admins. */
export function PersonAccess({
  facts,
  agents,
  acts,
}: {
  facts: PersonFacts;
  agents: readonly OwnedAgent[];
  acts: Acts | null;
}) {
  const { id: personId, name } = facts;
  return (
    <>
      <Section
        id="links"
        title="One-time links"
        actions={
          acts
            ? facts.linkable.map((purpose) => (
                <MakeLink key={purpose} {...{ personId, name, purpose }} action={acts.makeLink} />
              ))
            : null
        }
      >
        <OpenLinks facts={facts} />
      </Section>
      <Section
        id="sessions"
        title="Sessions"
        actions={
          acts && facts.sessions.length > 0 ? (
            <SignOutPerson {...{ personId, name }} action={acts.endSessions} />
          ) : null
        }
      >
        {facts.sessions.length === 0 ? (
          <p className="text-ink-2">Signed in nowhere.</p>
        ) : (
          <SessionTable rows={facts.sessions} />
        )}
      </Section>
      <Section
        id="passkeys"
        title="Passkeys"
        lead="Only the person can enrol one. Revoked ones stay listed, because what they signed stays signed."
      >
        {facts.passkeys.length === 0 ? (
          <p className="text-ink-2">None enrolled.</p>
        ) : (
          <PasskeyTable rows={facts.passkeys} />
        )}
      </Section>
      <Section id="agents" title="Agents they answer for">
        <OwnedAgents agents={agents} />
      </Section>
      {acts ? <Ending facts={facts} agents={agents} acts={acts} /> : null}
    </>
  );
}

function OpenLinks({ facts }: { facts: PersonFacts }) {
  if (facts.links.length === 0) return <p className="text-ink-2">None is open.</p>;
  return (
    <ul>
      {facts.links.map(({ id, purpose, expiresAt }) => (
        <li key={id}>
          {purpose}, open until <Instant at={expiresAt} />
        </li>
      ))}
    </ul>
  );
}

function Ending({
  facts,
  agents,
  acts,
}: {
  facts: PersonFacts;
  agents: readonly OwnedAgent[];
  acts: Acts;
}) {
  const { id: personId, name } = facts;
  if (facts.self) return null;
  if (facts.editable) {
    return (
      <Section
        id="ending"
        title="End the access"
        lead="Deactivating takes effect on the person's next request. What they answer for stays theirs until it is handed over."
      >
        <DeactivatePerson {...{ personId, name }} action={acts.deactivate}>
          <OwnedWarning agents={agents} />
          <Tokens facts={facts} />
        </DeactivatePerson>
      </Section>
    );
  }
  if (!facts.identity) return null;
  return (
    <Section id="ending" title="Back, or gone for good">
      <div className="flex flex-wrap gap-2">
        <ReactivatePerson {...{ personId, name }} action={acts.reactivate} />
        <ErasePerson {...{ personId, name }} action={acts.erase} />
      </div>
    </Section>
  );
}

function Tokens({ facts }: { facts: PersonFacts }) {
  if (facts.tokens.length === 0) return null;
  return (
    <Callout tone="attention" title="Machine tokens they answer for stop working">
      {facts.tokens.join(", ")}
    </Callout>
  );
}
