import {
  countPartsWaitingFor,
  listChecksWaitingFor,
  listPartsWaitingFor,
  listSignOffsWaitingFor,
  triggersWaitingFor,
  type WaitingPart,
} from "@/lib/access-reviews/queries-waiting";
import type { Actor } from "@/lib/auth/actor";
import type { Waiting } from "@/lib/requests/waiting-view";

/** What waits for a person in access reviews: lines to decide, parts and reviews to sign, second looks, what asks for a review. */
export async function listAccessReviews(actor: Actor, now: Date): Promise<Waiting[]> {
  const parts = (await listPartsWaitingFor(actor)).map(toPart);
  const others = await Promise.all([signOffs(actor, now), secondLooks(actor), triggers(actor)]);
  return [...parts, ...others.flat()];
}

/** How many things that are. */
export async function countAccessReviews(actor: Actor, now: Date): Promise<number> {
  const [parts, ...others] = await Promise.all([
    countPartsWaitingFor(actor),
    signOffs(actor, now),
    secondLooks(actor),
    triggers(actor),
  ]);
  return parts + others.flat().length;
}

function toPart(part: WaitingPart): Waiting {
  const { reviewId, reference, title, stage, since, dueAt } = part;
  const [act, page] = part.owed > 0 ? (["Decide", "decide"] as const) : (["Sign", "sign"] as const);
  return {
    id: `access-review:${reviewId}:${stage}`,
    act,
    title: `${reference}: ${title}`,
    what: `Access review${stage === 2 ? ", second stage" : ""}; ${leftIn(part)}`,
    href: `/access-reviews/${reviewId}/${page}?stage=${stage}`,
    since: since.toISOString(),
    dueAt: dueAt.toISOString(),
  };
}

function leftIn({ owed, lines }: WaitingPart): string {
  if (owed === 0) return "all your lines are decided, your signature is missing";
  return `${owed} of your ${lines} ${lines === 1 ? "line" : "lines"} left`;
}

async function signOffs(actor: Actor, now: Date): Promise<Waiting[]> {
  return (await listSignOffsWaitingFor(actor, now)).map(
    ({ id, reference, title, unsigned, since, dueAt }) => ({
      id: `sign-off:${id}`,
      act: "Sign",
      title: `${reference}: ${title}`,
      what:
        unsigned === 0
          ? "Access review you answer for; every part is signed, your sign-off is missing"
          : `Access review you answer for; its day is over, and ${unsigned} ${unsigned === 1 ? "part is" : "parts are"} not signed`,
      href: `/access-reviews/${id}/sign`,
      since: since.toISOString(),
      dueAt: dueAt.toISOString(),
    }),
  );
}

async function secondLooks(actor: Actor): Promise<Waiting[]> {
  return (await listChecksWaitingFor(actor)).map(({ id, reference, size, drawnAt }) => ({
    id: `review-check:${id}`,
    act: "Check",
    title: `Second look at ${reference}`,
    what: `${size} ${size === 1 ? "line" : "lines"} that somebody kept, drawn for you`,
    href: `/access-reviews/checks/${id}`,
    since: drawnAt.toISOString(),
    dueAt: null,
  }));
}

async function triggers(actor: Actor): Promise<Waiting[]> {
  const waiting = await triggersWaitingFor(actor);
  if (!waiting) return [];
  const { count, words, since } = waiting;
  return [
    {
      id: "review-triggers",
      act: "Review",
      title:
        count === 1
          ? "An event asks for an access review out of turn"
          : `${count} events ask for an access review out of turn`,
      what: words,
      href: "/access-reviews/triggers",
      since: since.toISOString(),
      dueAt: null,
    },
  ];
}
