import type { Metadata } from "next";
import { PersonAccess } from "@/components/auth/person-access";
import { PersonFacts } from "@/components/auth/person-facts";
import { IdentityForm, RolesForm } from "@/components/auth/person-forms";
import { RoleList } from "@/components/auth/role-list";
import { OutcomeBadge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { proposeSuccession } from "@/lib/agents/succession";
import { can } from "@/lib/auth/actor";
import { getPerson } from "@/lib/auth/queries";
import { ROLE_CHOICES, toPersonFacts } from "@/lib/auth/view";
import { found, requireActor } from "@/lib/server/require-actor";
import {
  changeIdentityAction,
  changeRolesAction,
  deactivatePersonAction,
  endSessionsForAction,
  eraseIdentityAction,
  makeLinkAction,
  reactivatePersonAction,
} from "../actions";

export const metadata: Metadata = { title: "Person" };

type Props = { params: Promise<{ personId: string }> };

export default async function PersonPage({ params }: Props) {
  const actor = await requireActor("person:read");
  const { personId } = await params;
  const now = new Date();
  const person = await found(getPerson(actor, personId, now));
  const facts = toPersonFacts(person, actor, now);
  const agents = await proposeSuccession(actor, facts.id);
  const sees = can(actor, "agent:read");
  const manages = can(actor, "person:manage");
  const subject = { personId: facts.id, version: facts.version };
  return (
    <>
      <PageHeader
        title={facts.name}
        back={{ href: "/settings/people", label: "People" }}
        badge={<OutcomeBadge outcome={facts.state.outcome}>{facts.state.label}</OutcomeBadge>}
        lead={facts.lead}
        actions={
          <ButtonLink href={`/change-log?subject=person:${facts.id}`}>What was recorded</ButtonLink>
        }
      />
      <PersonFacts facts={facts} />
      <Section
        id="roles"
        title="Roles"
        lead={facts.self ? "Nobody changes their own roles." : null}
      >
        {manages && facts.editable && !facts.self ? (
          <RolesForm
            {...subject}
            action={changeRolesAction}
            held={facts.roles}
            roles={ROLE_CHOICES}
          />
        ) : (
          <RoleList roles={facts.roleViews} />
        )}
      </Section>
      {manages && facts.identity ? (
        <Section id="identity" title="Identity">
          <IdentityForm {...subject} action={changeIdentityAction} identity={facts.identity} />
        </Section>
      ) : null}
      <PersonAccess
        facts={facts}
        agents={agents.map((agent) => ({
          id: agent.id,
          href: sees ? `/agents/${agent.slug}` : null,
          name: agent.name,
          status: agent.statusWord,
          parts: agent.parts.join(", "),
          says: agent.says,
        }))}
        acts={
          manages
            ? {
                makeLink: makeLinkAction,
                endSessions: endSessionsForAction,
                deactivate: deactivatePersonAction,
                reactivate: reactivatePersonAction,
                erase: eraseIdentityAction,
              }
            : null
        }
      />
    </>
  );
}
