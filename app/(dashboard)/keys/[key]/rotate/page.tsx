import { notFound } from "next/navigation";
import { RotationForm } from "@/components/keys/rotation-form";
import { PageHeader } from "@/components/ui/page-header";
import { listActivePeople } from "@/lib/auth/people";
import { addDays } from "@/lib/core/clock";
import { peopleAround } from "@/lib/keys/people";
import { objectionTo } from "@/lib/keys/policy";
import { getKey } from "@/lib/keys/queries";
import { found, requireActor } from "@/lib/server/require-actor";
import { startRotationAction } from "../../actions";

export const metadata = { title: "Rotate a key" };

export default async function RotateKeyPage({ params }: { params: Promise<{ key: string }> }) {
  const actor = await requireActor("key:register");
  const now = new Date();
  const { entry, next, rules } = await found(getKey(actor, (await params).key, now));
  const { key } = entry;
  if (next || objectionTo("rotate", key, await peopleAround(key), actor, now)) notFound();
  const people = await listActivePeople();
  const { overlapDays } = rules.values;
  const minute = (at: Date) => at.toISOString().slice(0, 16);
  return (
    <>
      <PageHeader
        title={`Rotate ${key.label}`}
        back={{ href: `/keys/${key.id}`, label: key.label }}
        lead="A new credential of the same agent, purpose and environment. Grants belong to a key: ask for them for the new one before you revoke the old one."
      />
      <RotationForm
        action={startRotationAction}
        oldKeyId={key.id}
        people={people.map(({ id, name, title }) => ({ id, name, title }))}
        start={{
          label: key.label,
          algorithm: key.algorithm,
          store: key.store,
          performedById: actor.id,
          overlapEndsAt: minute(addDays(now, overlapDays)),
        }}
        draftKey={`${actor.id}:key-rotation:${key.id}`}
        now={minute(now)}
        overlapDays={overlapDays}
      />
    </>
  );
}
