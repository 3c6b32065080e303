import { notFound } from "next/navigation";
import { KeyEditForm } from "@/components/keys/key-edit-form";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import { peopleAround } from "@/lib/keys/people";
import { objectionTo } from "@/lib/keys/policy";
import { getKey } from "@/lib/keys/queries";
import { found, requireActor } from "@/lib/server/require-actor";
import { editKeyAction } from "../../actions";

export const metadata = { title: "Edit a key" };

export default async function EditKeyPage({ params }: { params: Promise<{ key: string }> }) {
  const actor = await requireActor("key:register");
  const now = new Date();
  const { entry } = await found(getKey(actor, (await params).key, now));
  const { key } = entry;
  if (objectionTo("edit", key, await peopleAround(key), actor, now)) notFound();
  const people = await listActivePeople();
  return (
    <>
      <PageHeader
        title={`Edit ${key.label}`}
        back={{ href: `/keys/${key.id}`, label: key.label }}
        lead="Whom it belongs to, for what and where it is stays for ever: another is another key."
      />
      <KeyEditForm
        action={editKeyAction}
        keyId={key.id}
        version={key.version}
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={{
          ownerId: key.ownerId,
          label: key.label,
          names: key.names.join("\n"),
          algorithm: key.algorithm,
          store: key.store,
          expiresAt: key.expiresAt?.toISOString().slice(0, 16) ?? "",
          issuerPolicy: key.issuerPolicy,
        }}
        draftKey={`${actor.id}:key-edit:${key.id}:${key.version}`}
      />
    </>
  );
}
