import type { Metadata } from "next";
import { AcknowledgeForm } from "@/components/notify/acknowledge-form";
import { NotificationList } from "@/components/notify/notification-list";
import { RequestList } from "@/components/requests/request-list";
import { WaitingList } from "@/components/requests/waiting-list";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { countUnacknowledged, listNotifications } from "@/lib/notify/queries";
import { toNotificationRow } from "@/lib/notify/view";
import { listMyRequests } from "@/lib/requests/queries";
import { kindOf } from "@/lib/requests/registry";
import { inboxView, toRequestRow } from "@/lib/requests/view";
import { inboxLead } from "@/lib/requests/waiting-view";
import { requireActor } from "@/lib/server/require-actor";
import { acknowledgeAction } from "./actions";
import { listWaiting } from "./waiting";

export const metadata: Metadata = { title: "Inbox" };

type Query = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function InboxPage({ searchParams }: Query) {
  const actor = await requireActor("request:read");
  const show = inboxView((await searchParams).show);
  const now = new Date();
  const [waiting, told] = await Promise.all([listWaiting(actor, now), countUnacknowledged(actor)]);
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
          { href: "/inbox", label: "Waits for me", count: waiting.length },
          { href: "/inbox?show=mine", label: "I asked for" },
          { href: "/inbox?show=told", label: "Told to me", count: told },
        ]}
      />
      {show === "waiting" ? <WaitingList rows={waiting} /> : null}
      {show === "mine" ? <MyRequests actor={actor} now={now} /> : null}
      {show === "told" ? <ToldToMe actor={actor} /> : null}
    </>
  );
}

async function MyRequests({ actor, now }: { actor: Actor; now: Date }) {
  const requests = await listMyRequests(actor);
  const names = await namesOf(requests.map(({ requestedById }) => requestedById));
  const rows = requests.map((each) => toRequestRow(each, { now, names, kind: kindOf(each.kind) }));
  return <RequestList rows={rows} mine />;
}

async function ToldToMe({ actor }: { actor: Actor }) {
  const notes = await listNotifications(actor);
  return <NotificationList rows={notes.map(toNotificationRow)} acknowledge={acknowledgeAction} />;
}
