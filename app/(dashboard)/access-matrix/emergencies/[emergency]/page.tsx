import type { Metadata } from "next";
import { EmergencyAcknowledge, EmergencyEnd } from "@/components/access-matrix/emergency-acts";
import {
  EmergencyCalls,
  EmergencyFacts,
  EmergencyHistory,
} from "@/components/access-matrix/emergency-facts";
import { PageHeader } from "@/components/ui/page-header";
import { StateMark } from "@/components/ui/state-mark";
import { getEmergency } from "@/lib/access-matrix/emergency/queries";
import { toEmergencyFacts } from "@/lib/access-matrix/emergency/view";
import { found, requireActor } from "@/lib/server/require-actor";
import { acknowledgeEmergencyAction, endEmergencyAction } from "../actions";

export const metadata: Metadata = { title: "Emergency access" };

export default async function EmergencyPage({
  params,
}: {
  params: Promise<{ emergency: string }>;
}) {
  const actor = await requireActor("emergency:read");
  const loaded = await found(getEmergency(actor, (await params).emergency));
  const emergency = toEmergencyFacts(loaded, actor, new Date());
  return (
    <>
      <PageHeader
        title={`Emergency access of ${emergency.person}`}
        back={{ href: "/access-matrix/emergencies", label: "Emergency access" }}
        badge={
          <StateMark tone={emergency.running ? "attention" : "muted"}>
            {emergency.running ? "Running" : "Over"}
          </StateMark>
        }
        lead={emergency.reason}
        actions={
          <>
            {emergency.mayEnd ? (
              <EmergencyEnd id={emergency.id} action={endEmergencyAction} />
            ) : null}
            {emergency.mayAcknowledge ? (
              <EmergencyAcknowledge id={emergency.id} action={acknowledgeEmergencyAction} />
            ) : null}
          </>
        }
      />
      <EmergencyFacts emergency={emergency} />
      <EmergencyCalls emergency={emergency} />
      <EmergencyHistory rows={emergency.history} />
    </>
  );
}
