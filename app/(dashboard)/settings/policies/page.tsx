import type { Metadata } from "next";
import { RoomTable } from "@/components/settings/room-table";
import { PageHeader } from "@/components/ui/page-header";
import { countOpenBySubject } from "@/lib/requests/queries";
import { requireActor } from "@/lib/server/require-actor";
import { policyInForce } from "@/lib/settings/policies";
import { SETTINGS } from "@/lib/settings/registry";
import { policiesLead, toRoomRow } from "@/lib/settings/view";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage() {
  const actor = await requireActor("policy:read");
  const now = new Date();
  const proposals = await countOpenBySubject(actor, "policy");
  const rows = await Promise.all(
    SETTINGS.map(async (spec) =>
      toRoomRow(spec, await policyInForce(spec, now), proposals.get(spec.room) ?? 0),
    ),
  );
  return (
    <>
      <PageHeader
        title="Policies"
        count={rows.length}
        back={{ href: "/settings", label: "Settings" }}
        lead={policiesLead(rows)}
      />
      <RoomTable rows={rows} />
    </>
  );
}
