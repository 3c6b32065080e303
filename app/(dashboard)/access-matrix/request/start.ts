import { notFound } from "next/navigation";
import type { AccessRequestStart } from "@/components/access-matrix/access-request-form";
import { getGrant } from "@/lib/access-matrix/grants/queries";
import { grantedOperationIds } from "@/lib/access-matrix/grants/queries-asking";
import { accessWish, wishedOperations } from "@/lib/access-matrix/grants/wish";
import type { Actor } from "@/lib/auth/actor";
import { utcDay } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { readableDiff } from "@/lib/requests/diff";
import { getRequest, type LoadedRequest } from "@/lib/requests/queries";
import type { SearchParams } from "@/lib/server/list-params";
import { found } from "@/lib/server/require-actor";

/**
 * What the address asks for: `?key=…&operation=…` (several), `?grant=…` to have one granted anew, `?like=…` for everything that
 * another key has now, `?revise=…` to change a request.
 */
export async function startFrom(
  actor: Actor,
  params: SearchParams,
  now: Date,
): Promise<AccessRequestStart> {
  const [requestId] = idsIn(params.revise);
  if (requestId) return fromRequest(await found(getRequest(actor, requestId)));
  const [grantId] = idsIn(params.grant);
  if (grantId) {
    const { grant } = await found(getGrant(actor, grantId));
    const { keyId, operationId, purpose } = grant;
    return { ...NOTHING, keyId, operationIds: operationId ? [operationId] : [], purpose };
  }
  const [like] = idsIn(params.like);
  const [keyId = ""] = idsIn(params.key);
  const operationIds = like ? await grantedOperationIds(actor, like, now) : idsIn(params.operation);
  return { ...NOTHING, keyId, operationIds };
}

const NOTHING: AccessRequestStart = {
  ...{ keyId: "", operationIds: [], purpose: "", until: "" },
  ...{ allowTest: "", denyTest: "", requestId: "" },
};

function fromRequest({ id, subjectId, diff }: LoadedRequest): AccessRequestStart {
  const wish = accessWish.safeParse(readableDiff(diff).after).data;
  const [keyId = ""] = subjectId.split(":");
  if (!wish) notFound();
  const { purpose, until, allowTest, denyTest } = wish;
  return {
    ...{ keyId, purpose, allowTest, denyTest, requestId: id },
    operationIds: wishedOperations(wish).map((operation) => operation.id),
    until: utcDay(new Date(Date.parse(until) - 1)), // the last day that is granted whole
  };
}

function idsIn(given: SearchParams[string]): string[] {
  const texts = typeof given === "string" ? given.split(",") : (given ?? []);
  return texts.filter(isUuid);
}
