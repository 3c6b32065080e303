import { KeyForm } from "@/components/keys/key-form";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import { listBearers } from "@/lib/keys/bearers";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { registerKeyAction } from "../actions";

export const metadata = { title: "Register a key" };

// What another page knows of a key: how calls name it, and whose it is.
const START = {
  sorts: ["label"],
  defaultSort: "label",
  filters: { publicId: "text", agentId: "text", kind: "text", environment: "text" },
} as const;

export default async function NewKeyPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("key:register");
  const { filters } = listParams(await searchParams, START);
  const [people, bearers] = await Promise.all([listActivePeople(), listBearers()]);
  const draft = filters.publicId === "" ? "" : `:${filters.publicId}`;
  return (
    <>
      <PageHeader
        title="Register a key"
        back={{ href: "/keys", label: "Keys" }}
        lead="Its public id, whom it belongs to, for what and where. The secret stays in your vault and never comes here."
      />
      <KeyForm
        action={registerKeyAction}
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        bearers={bearers}
        start={filters}
        draftKey={`${actor.id}:key-registration${draft}`}
        now={new Date().toISOString().slice(0, 16)}
      />
    </>
  );
}
