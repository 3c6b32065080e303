import { read } from "@/lib/db/read";
import { decideRequest } from "@/lib/requests/commands/decide-request";
import { decideRequestInput } from "@/lib/requests/schema";
import type { PEOPLE, PersonKey } from "../people";
import { asPerson, personId, personKeys, type Stage } from "../stage";

type Decision = {
  subjectKind: string;
  subjectId: string;
  note: string;
  decision?: "approve" | "decline";
};

/** Decides what waits about a subject. Throws where nothing does. */
export async function decideOpen(
  stage: Stage,
  at: Date,
  who: PersonKey,
  { subjectKind, subjectId, note, decision = "approve" }: Decision,
): Promise<void> {
  const open = await openAbout(subjectKind, subjectId);
  if (!open) throw new Error(`demo: nothing about ${subjectKind} ${subjectId} waits`);
  const { id: requestId, diffHash } = open;
  const input = decideRequestInput.parse({ requestId, diffHash, decision, note });
  // What happened before there was a ledger waits for none: the history is made up, and is recorded when the server starts.
  await decideRequest(await asPerson(stage, who, at), input, { recordedAt: async () => at });
}

/** The open request about a subject; null where none waits. */
export async function openAbout(subjectKind: string, subjectId: string) {
  return read().request.findFirst({
    where: { subjectKind, subjectId, status: "OPEN" },
    orderBy: [{ requestedAt: "desc" }, { id: "asc" }],
  });
}

/** Who decides a request: the person it names, or the first of those who decide about grants and have no part in it. */
export function deciderOf(
  stage: Stage,
  request: { requestedById: string; excludedIds: string[]; namedIds: string[] },
): PersonKey {
  const barred = [request.requestedById, ...request.excludedIds];
  const free = (key: PersonKey) => !barred.includes(personId(stage, key));
  const named = personKeys().filter((key) => {
    const id = stage.personIds.get(key);
    return id !== undefined && request.namedIds.includes(id) && free(key);
  });
  const decider = [...named, ...DECIDERS.filter(free)][0];
  if (!decider) throw new Error("demo: nobody can decide a request");
  return decider;
}

const DECIDERS = [
  "siobhan",
  "jurgen",
  "marguerite",
] as const satisfies readonly (keyof typeof PEOPLE)[];
