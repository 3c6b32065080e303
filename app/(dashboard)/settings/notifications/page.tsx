import type { Metadata } from "next";
import { ChannelList } from "@/components/notify/channel-list";
import { DeliveryTable } from "@/components/notify/delivery-table";
import { SendTestForm } from "@/components/notify/send-test-form";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { channelHosts } from "@/lib/notify/channels";
import { listDeliveries } from "@/lib/notify/queries";
import { channelsLead, toChannelRows, toDeliveryRow } from "@/lib/notify/view";
import { requireActor } from "@/lib/server/require-actor";
import { sendTestAction } from "./actions";

export const metadata: Metadata = { title: "Notifications" };

export default async function NotificationSettingsPage() {
  const actor = await requireActor("notification:read");
  const overseer = can(actor, "policy:read");
  const deliveries = overseer ? await listDeliveries(actor) : [];
  const names = await namesOf(deliveries.map(({ notification }) => notification.personId));
  const channels = toChannelRows(channelHosts());
  return (
    <>
      <PageHeader
        title="Notifications"
        lead={channelsLead(channels)}
        actions={can(actor, "notification:test") ? <SendTestForm action={sendTestAction} /> : null}
      />
      <ChannelList channels={channels} />
      {overseer ? (
        <Section id="deliveries" title="Recent deliveries">
          <DeliveryTable rows={deliveries.map((each) => toDeliveryRow(each, names))} />
        </Section>
      ) : null}
    </>
  );
}
