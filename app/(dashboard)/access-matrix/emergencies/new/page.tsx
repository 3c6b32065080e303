import { EmergencyForm } from "@/components/access-matrix/emergency-form";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listOwnEmergencyKeys } from "@/lib/access-matrix/emergency/queries";
import { accessMatrixSettings } from "@/lib/access-matrix/settings";
import { listActivePeople } from "@/lib/auth/people";
import { requireActor } from "@/lib/server/require-actor";
import { policyInForce } from "@/lib/settings/policies";
import { takeEmergencyAction } from "../actions";

export const metadata = { title: "Take emergency access" };

export default async function TakeEmergencyPage() {
  const actor = await requireActor("emergency:take");
  const now = new Date();
  const [keys, people, { values }] = await Promise.all([
    listOwnEmergencyKeys(actor, now),
    listActivePeople(),
    policyInForce(accessMatrixSettings, now),
  ]);
  return (
    <>
      <PageHeader
        title="Take emergency access"
        back={{ href: "/access-matrix/emergencies", label: "Emergency access" }}
        lead="You get it at once and for a short time. The person on call is alerted, every call is listed, and somebody who took no part judges it by the end of the next business day."
      />
      {keys.length === 0 ? (
        <EmptyState
          title="You have no emergency key"
          why="Emergency access is taken with an active emergency key of one's own. Have one registered in your name before you need it."
        />
      ) : (
        <EmergencyForm
          action={takeEmergencyAction}
          keys={keys}
          people={people
            .filter(({ id }) => id !== actor.id)
            .map(({ id, name, title }) => ({ id, name, title }))}
          maxMinutes={values.emergencyMaxMinutes}
          draftKey={`${actor.id}:emergency`}
        />
      )}
    </>
  );
}
