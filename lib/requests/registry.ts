import { ACCESS_REQUEST_KINDS } from "@/lib/access-matrix/requests";
import { agentChange, agentRegistration } from "@/lib/agents/requests";
import { keyException } from "@/lib/keys/requests";
import { definitionPin } from "@/lib/servers/definitions/pin-request";
import { scopeApproval } from "@/lib/servers/scope/scope-request";
import { policyChange } from "@/lib/settings/requests";
import type { RequestKind } from "./define-request-kind";

/** Every kind of wish there is. This file may know domains. */
export const REQUEST_KINDS: readonly RequestKind[] = [
  agentRegistration,
  agentChange,
  policyChange,
  ...ACCESS_REQUEST_KINDS,
  keyException,
  definitionPin,
  scopeApproval,
];

/** A kind by its stored name; undefined where only another version of Countersign knows it. */
export function kindOf(
  name: string,
  kinds: readonly RequestKind[] = REQUEST_KINDS,
): RequestKind | undefined {
  return kinds.find(({ kind }) => kind === name);
}
