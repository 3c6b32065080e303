import { StandardForm } from "@/components/access-matrix/standard-form";
import { PageHeader } from "@/components/ui/page-header";
import { listScopedServers } from "@/lib/access-matrix/grants/queries-asking";
import { accessMatrixSettings } from "@/lib/access-matrix/settings";
import { addDays, utcDay } from "@/lib/core/clock";
import { requireActor } from "@/lib/server/require-actor";
import { policyInForce } from "@/lib/settings/policies";
import { proposeStandardAction } from "../actions";

export const metadata = { title: "Propose a standard change" };

export default async function NewStandardPage() {
  const actor = await requireActor("standard-change:propose");
  const now = new Date();
  const [servers, { values }] = await Promise.all([
    listScopedServers(),
    policyInForce(accessMatrixSettings, now),
  ]);
  return (
    <>
      <PageHeader
        title="Propose a standard change"
        back={{ href: "/access-matrix/catalogue", label: "Catalogue" }}
        lead="Another person adopts it. From then on, access that fits is granted at once, and a sample of it is looked at each month."
      />
      <StandardForm
        action={proposeStandardAction}
        servers={servers.map(({ id, name }) => ({ value: id, label: name }))}
        draftKey={`${actor.id}:standard-change`}
        minDay={utcDay(now)}
        maxDay={utcDay(addDays(now, values.standardMaxDays))}
      />
    </>
  );
}
