import type { GrantProof } from "@/components/access-matrix/cell-grants";
import { cellOfKey } from "@/components/access-matrix/cell-key";
import { getCell } from "@/lib/access-matrix/matrix/queries-matrix";
import type { CellStory } from "@/lib/access-matrix/matrix/story-view";
import { reviewsOfPlace } from "@/lib/access-reviews/overview/reviews-of-place";
import type { Actor } from "@/lib/auth/actor";
import { can } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { actionLabel } from "@/lib/change-log/labels";
import { listHistory } from "@/lib/change-log/queries";
import { placesOf } from "@/lib/change-log/queries-ledger";
import { actorName, toLedgerMark } from "@/lib/change-log/view";
import { unlessNotFound } from "../unless-not-found";

const PROVED = 3; // grants whose changes are shown in the drawer; the others have pages of their own

/** The story of the cell that the address opens; null where there is none, or it is not theirs. */
export async function openCell(actor: Actor, open: string, at: { asOf: Date; days: number }) {
  const address = cellOfKey(open);
  if (!address) return null;
  const story = await getCell(actor, { ...address, ...at }).catch(unlessNotFound);
  if (!story) return null;
  const people = story.grants.flatMap((grant) => [grant.requestedById, grant.approvedById]);
  const [names, proofs, reviews] = await Promise.all([
    namesOf(people),
    proofsOf(actor, story),
    can(actor, "review:read") ? reviewsOf(actor, story) : null,
  ]);
  return {
    story,
    proofs,
    reviews,
    names: Object.fromEntries([...names].map(([id, { name }]) => [id, name])),
    may: {
      activity: can(actor, "call:read"),
      enforced: can(actor, "enforced-grants:read"),
      server: can(actor, "server:read"),
      key: can(actor, "key:read"),
      agent: can(actor, "agent:read"),
      request: can(actor, "grant:request"),
    },
  };
}

function reviewsOf(actor: Actor, { principal, operation, cell }: CellStory) {
  const { serverId, operationId } = operation;
  const place = { principal: principal.id, serverId, operationId };
  return reviewsOfPlace(actor, { ...place, environment: cell.environment });
}

/** What was recorded of the newest grants, and where in the ledger it stands; nothing for who may not read it. */
async function proofsOf(
  actor: Actor,
  { grants }: CellStory,
): Promise<Record<string, GrantProof[]>> {
  const shown = grants.slice(0, PROVED);
  const all = await Promise.all(
    shown.map(async ({ id }) => [id, await changesOf(actor, id)] as const),
  );
  return Object.fromEntries(all);
}

async function changesOf(actor: Actor, grantId: string): Promise<GrantProof[]> {
  const history = await listHistory(actor, "grant", grantId).catch(unlessNotFound);
  if (!history) return [];
  const places = await placesOf(history.records.map(({ id }) => id));
  return history.records.map((record) => ({
    id: record.id,
    act: actionLabel(record.action),
    who: actorName(record, history.names),
    at: record.recordedAt.toISOString(),
    ledger: toLedgerMark(places.get(record.id)),
  }));
}
