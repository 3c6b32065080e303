import type { StateShown } from "@/components/change-log/subject-state";
import { type Actor, can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { stateAsOf } from "@/lib/change-log/as-of";
import { subjectKindLabel } from "@/lib/change-log/labels";
import { personIdsIn } from "@/lib/change-log/people-in";
import { getChange, newestChange } from "@/lib/change-log/queries";
import { type Subject, subjectText } from "@/lib/change-log/schema";
import { subjectPath } from "@/lib/change-log/subject-path";
import { subjectName, toChangeDetail, toLedgerProof, toStateLines } from "@/lib/change-log/view";
import { unlessNotFound } from "../unless-not-found";
import { wordsOf } from "./words";

/** The change whose drawer is open; null if there is none, or none that the actor may see. */
export async function openChange(actor: Actor, id: string) {
  if (id === "") return null;
  const found = await getChange(actor, id).catch(unlessNotFound);
  if (!found) return null;
  const { record, names, proof, previousId, nextId } = found;
  return {
    change: toChangeDetail(record, names, wordsOf),
    proof: toLedgerProof(proof),
    readsLedger: can(actor, "ledger:read"),
    previousId,
    nextId,
  };
}

/** Whose history the page shows, with its state as of an instant if one is asked for. */
export async function subjectShown(actor: Actor, subject: Subject | null, asOf: Date | null) {
  if (!subject) return null;
  const newest = await newestChange(actor, subject.kind, subject.id);
  return {
    kind: subjectKindLabel(subject.kind),
    name: newest ? subjectName(newest.record, newest.names) : subject.id,
    href: subjectPath(subject.kind, subject.id) ?? "",
    state: newest && asOf ? await stateShown(actor, subject, asOf) : null,
  };
}

async function stateShown(actor: Actor, subject: Subject, asOf: Date): Promise<StateShown> {
  const found = await stateAsOf(actor, subject.kind, subject.id, asOf);
  const names = await namesOf(personIdsIn(found?.state ?? null));
  const about = { subjectKind: subject.kind, subjectId: subject.id };
  const address = new URLSearchParams({
    subject: subjectText(subject),
    open: found?.change.id ?? "",
  });
  return {
    at: asOf.toISOString(),
    lines: found?.state ? toStateLines(found.state, about, names, wordsOf) : null,
    recordedAt: found?.change.recordedAt.toISOString() ?? "",
    changeHref: `/change-log?${address}`,
  };
}
