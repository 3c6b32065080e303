import type { Metadata } from "next";
import { AcknowledgeForm } from "@/components/notify/acknowledge-form";
import { NotificationList } from "@/components/notify/notification-list";
import { RequestList } from "@/components/requests/request-list";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { namesOf } from "@/lib/auth/people";
import { countUnacknowledged, listNotifications } from "@/lib/notify/queries";
import { toNotificationRow } from "@/lib/notify/view";
import { countWaitingFor, listMyRequests, listWaitingFor } from "@/lib/requests/queries";
import { kindOf } from "@/lib/requests/registry";
import { inboxLead, inboxView, toRequestRow } from "@/lib/requests/view";
import { requireActor } from "@/lib/server/require-actor";
import { acknowledgeAction } from "./actions";

export const metadata: Metadata = { title: "Inbox" };

type Query = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function InboxPage({ searchParams }: Query) {
  const actor = await requireActor("request:read");
  const show = inboxView((await searchParams).show);
  const [waiting, told] = await Promise.all([countWaitingFor(actor), countUnacknowledged(actor)]);
  const listing = { waiting: listWaitingFor, mine: listMyRequests };
  const requests = show === "told" ? [] : await listing[show](actor);
  const notes = show === "told" ? await listNotifications(actor) : [];
  const names = await namesOf(requests.map(({ requestedById }) => requestedById));
  const now = new Date();
  const rows = requests.map((each) => toRequestRow(each, { now, names, kind: kindOf(each.kind) }));
  return (
    <>
      <PageHeader
        title="Inbox"
        lead={inboxLead(waiting, told)}
        actions={
          show === "told" && told > 0 ? (
            <AcknowledgeForm action={acknowledgeAction} notificationId="all" />
          ) : null
        }
      />
      <Tabs
        label="What the inbox shows"
        current={show === "waiting" ? "/inbox" : `/inbox?show=${show}`}
        tabs={[
          { href: "/inbox", label: "Waits for me", count: waiting },
          { href: "/inbox?show=mine", label: "I asked for" },
          { href: "/inbox?show=told", label: "Told to me", count: told },
        ]}
      />
      {show === "told" ? (
        <NotificationList rows={notes.map(toNotificationRow)} acknowledge={acknowledgeAction} />
      ) : (
        <RequestList rows={rows} mine={show === "mine"} />
      )}
    </>
  );
}
