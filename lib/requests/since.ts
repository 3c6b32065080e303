import "server-only";
import { isUuid } from "@/lib/core/text";
import type { RequestKind, RequestReader, RequestRecord } from "./define-request-kind";
import type { Since } from "./policy";

const nobody: readonly string[] = [];

/** Looks at the people of a request as they are now: whoever would decide it, and whoever asked for it. */
export async function sinceThen(
  from: RequestReader,
  request: RequestRecord,
  kind: Pick<RequestKind, "partiesNow" | "outlivesRequester">,
  deciderId: string,
): Promise<Since> {
  const asking = isUuid(request.requestedById) ? [request.requestedById] : []; // a job does not leave
  const [here, parties] = await Promise.all([
    from.person.findMany({
      where: { id: { in: [deciderId, ...asking].filter(isUuid) }, deactivatedAt: null },
      select: { id: true },
      take: 2,
    }),
    kind.partiesNow ? kind.partiesNow(from, request) : nobody,
  ]);
  const isHere = (id: string) => here.some((person) => person.id === id);
  return {
    deciderIsHere: isHere(deciderId),
    deciderHasPart: parties.includes(deciderId),
    requesterIsHere: kind.outlivesRequester === true || asking.every(isHere),
  };
}
