import type { AccessRequestStart } from "@/components/access-matrix/access-request-form";
import { getGrant } from "@/lib/access-matrix/grants/queries";
import { grantedOperationIds } from "@/lib/access-matrix/grants/queries-asking";
import type { Actor } from "@/lib/auth/actor";
import { isUuid } from "@/lib/core/text";
import type { SearchParams } from "@/lib/server/list-params";
import { found } from "@/lib/server/require-actor";

/**
 * What the address asks for: `?key=…&operation=…` (several), `?grant=…` to have one granted anew, `?like=…` for everything that
 * another key has now.
 */
export async function startFrom(
  actor: Actor,
  params: SearchParams,
  now: Date,
): Promise<AccessRequestStart> {
  const [grantId] = idsIn(params.grant);
  if (grantId) {
    const { grant } = await found(getGrant(actor, grantId));
    const { keyId, operationId, purpose } = grant;
    return { keyId, operationIds: operationId ? [operationId] : [], purpose, until: "" };
  }
  const [like] = idsIn(params.like);
  const [keyId = ""] = idsIn(params.key);
  const operationIds = like ? await grantedOperationIds(actor, like, now) : idsIn(params.operation);
  return { keyId, operationIds, purpose: "", until: "" };
}

function idsIn(given: SearchParams[string]): string[] {
  const texts = typeof given === "string" ? given.split(",") : (given ?? []);
  return texts.filter(isUuid);
}
