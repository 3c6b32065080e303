import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RequestList } from "@/components/requests/request-list";
import { ProposeForm } from "@/components/settings/propose-form";
import { RuleList } from "@/components/settings/rule-list";
import { VersionCompare } from "@/components/settings/version-compare";
import { VersionTable } from "@/components/settings/version-table";
import { ButtonLink } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { utcDay } from "@/lib/core/clock";
import { listRequestsAbout } from "@/lib/requests/queries";
import { kindOf } from "@/lib/requests/registry";
import { toRequestRow } from "@/lib/requests/view";
import { requireActor } from "@/lib/server/require-actor";
import { completed } from "@/lib/settings/completed";
import { policyInForce } from "@/lib/settings/policies";
import { listPolicyVersions } from "@/lib/settings/queries";
import { settingsOf } from "@/lib/settings/registry";
import { policyLead, toComparison, toRuleRows, toVersionRows } from "@/lib/settings/view";
import { proposePolicyAction } from "../actions";

export const metadata: Metadata = { title: "Policy" };

type Props = {
  params: Promise<{ room: string }>;
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

export default async function PolicyPage({ params, searchParams }: Props) {
  const actor = await requireActor("policy:read");
  const spec = settingsOf((await params).room);
  if (!spec) notFound();
  const now = new Date();
  const [policy, versions, about] = await Promise.all([
    policyInForce(spec, now),
    listPolicyVersions(actor, spec.room),
    listRequestsAbout(actor, "policy", spec.room),
  ]);
  const [latest] = versions;
  const open = about.filter(({ status }) => status === "OPEN");
  const names = await namesOf([
    ...versions.flatMap(({ proposedById, approvedById }) => [proposedById, approvedById]),
    ...open.map(({ requestedById }) => requestedById),
  ]);
  const proposals = open.map((each) => toRequestRow(each, { now, names, kind: kindOf(each.kind) }));
  return (
    <>
      <PageHeader
        title={`Rules of ${spec.title}`}
        back={{ href: "/settings/policies", label: "Policies" }}
        lead={policyLead(policy, latest?.version ?? 0)}
        actions={<ButtonLink href={`/change-log?subject=policy:${spec.room}`}>History</ButtonLink>}
      />
      <RuleList rules={toRuleRows(spec, policy)} />
      {proposals.length > 0 ? (
        <Section id="proposals" title="Proposals that wait">
          <RequestList rows={proposals} mine={false} />
        </Section>
      ) : null}
      <Section id="versions" title="Versions">
        <VersionTable room={spec.room} rows={toVersionRows(versions, names, now)} />
      </Section>
      {latest ? (
        <Section id="compare" title="Compare versions">
          <VersionCompare comparison={toComparison(spec, versions, await searchParams)} />
        </Section>
      ) : null}
      {can(actor, "policy:propose") ? (
        <Section id="propose" title="Propose other rules">
          <ProposeForm
            room={spec.room}
            version={latest?.version ?? 0}
            rules={toRuleRows(spec, completed(spec, latest?.values ?? {}))}
            today={utcDay(now)}
            action={proposePolicyAction}
            draftKey={`${actor.id}:policy:${spec.room}`}
          />
        </Section>
      ) : null}
    </>
  );
}
