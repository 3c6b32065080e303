import "server-only";
import { read } from "@/lib/db/read";
import { readableDiff } from "@/lib/requests/diff";
import { removalWish } from "../grants/wish";
import { ACCESS_REMOVAL, ACCESS_SUBJECT, accessSubject } from "../request-names";
import type { GrantFact } from "./proposal-facts";

/** A removal that waits for a decision: while it does, no other one of the same key and server can be asked for. */
export type WaitingRemoval = { requestId: string; title: string; grantIds: readonly string[] };

/** By `<key>:<server>`, of the keys and servers of these grants. */
export async function removalsWaiting(
  grants: readonly GrantFact[],
): Promise<ReadonlyMap<string, WaitingRemoval>> {
  const subjects = new Set(grants.map(({ keyId, serverId }) => accessSubject(keyId, serverId)));
  const requests = await read().request.findMany({
    where: {
      subjectKind: ACCESS_SUBJECT,
      subjectId: { in: [...subjects] },
      kind: ACCESS_REMOVAL,
      status: { in: ["OPEN", "RECORDING"] },
    },
    select: { id: true, title: true, subjectId: true, diff: true },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: subjects.size,
  });
  return new Map(
    requests.map(({ id, title, subjectId, diff }) => {
      const wish = removalWish.safeParse(readableDiff(diff).after);
      const grantIds = wish.success ? wish.data.ending.map((grant) => grant.id) : [];
      return [subjectId, { requestId: id, title, grantIds }];
    }),
  );
}
