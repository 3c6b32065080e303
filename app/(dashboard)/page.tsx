import type { Metadata } from "next";
import { Figures } from "@/components/overview/figures";
import { LatestChanges } from "@/components/overview/latest-changes";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/actor";
import { requireActor } from "@/lib/server/require-actor";
import { installation } from "@/lib/settings/installation";
import { latestChanges, overviewGroups } from "./overview";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const actor = await requireActor("overview:read");
  const now = new Date();
  const [{ organisation }, groups, latest] = await Promise.all([
    installation(),
    overviewGroups(actor, now),
    latestChanges(actor),
  ]);
  const noAgents = groups.some(
    ({ title, figures }) => title === "Agents" && !figures.some((f) => f.count > 0),
  );
  return (
    <>
      <PageHeader
        title="Overview"
        asOf={now.toISOString()}
        lead={`${organisation}, counted now. Each number opens the rows it counts.`}
      />
      {noAgents && can(actor, "agent:register") ? (
        <div className="mb-8">
          <EmptyState
            title="No agent is registered yet"
            why="Agents stand here once somebody has proposed one and another person has approved it."
            action={
              <ButtonLink variant="primary" href="/agents/new">
                Register an agent
              </ButtonLink>
            }
          />
        </div>
      ) : null}
      <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2 xl:grid-cols-3">
        {groups.map((group) => (
          <Figures key={group.title} {...group} />
        ))}
      </div>
      {latest.length > 0 ? <LatestChanges rows={latest} /> : null}
    </>
  );
}
