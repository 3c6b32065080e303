import "server-only";
import { isUuid } from "@/lib/core/text";
import {
  defineRequestKind,
  type RequestReader,
  type RequestRecord,
} from "@/lib/requests/define-request-kind";
import { adoptStandard } from "./commands/adopt-standard";
import { carryOutAccess, carryOutRemoval, carryOutWildcard } from "./commands/carry-out-access";
import { judgeEmergency } from "./commands/judge-emergency";
import { EMERGENCY_WISH_LABEL } from "./emergency/wish";
import { partiesOf } from "./grants/policy";
import { WISH_LABEL, wishWords } from "./grants/wish";
import {
  ACCESS_REMOVAL,
  ACCESS_REQUEST,
  ACCESS_WILDCARD,
  EMERGENCY_APPROVAL,
  STANDARD_ADOPTION,
} from "./request-names";
import { STANDARD_LABEL, standardWords } from "./standard/wish";

const grantsOf = ({ subjectId }: { subjectId: string }) => {
  const [keyId = "", serverId = ""] = subjectId.split(":");
  return `/access-matrix/grants?key=${keyId}&server=${serverId}`;
};

// Whoever answers for the key or its agent today, also where somebody else did when it was asked for.
async function partiesInKey(
  from: RequestReader,
  { subjectId }: RequestRecord,
): Promise<readonly string[]> {
  const [keyId = ""] = subjectId.split(":");
  const key = isUuid(keyId) ? await from.key.findUnique({ where: { id: keyId } }) : null;
  if (!key) return [];
  const agent = key.agentId && (await from.agent.findUnique({ where: { id: key.agentId } }));
  return partiesOf(key, agent || null);
}

/** Access of a key to operations of a server: approved, granted operation by operation. */
export const accessRequest = defineRequestKind({
  kind: ACCESS_REQUEST,
  label: "Request for access",
  permission: "grant:decide",
  fieldLabels: WISH_LABEL,
  wordsOf: wishWords,
  partiesNow: partiesInKey,
  link: grantsOf,
  editLink: ({ id }) => `/access-matrix/request?revise=${id}`,
  apply: carryOutAccess,
});

/** The end of grants of a key on a server. */
export const accessRemoval = defineRequestKind({
  kind: ACCESS_REMOVAL,
  label: "Removal of access",
  permission: "grant:decide",
  fieldLabels: WISH_LABEL,
  wordsOf: wishWords,
  outlivesRequester: true, // it takes access away, and gives nobody any
  link: grantsOf,
  apply: carryOutRemoval,
});

/** Every operation of a server for a key, by an exception. */
export const accessWildcard = defineRequestKind({
  kind: ACCESS_WILDCARD,
  label: "Exception for a wildcard",
  permission: "exception:decide",
  fieldLabels: WISH_LABEL,
  wordsOf: wishWords,
  partiesNow: partiesInKey,
  link: grantsOf,
  apply: carryOutWildcard,
});

/** An entry of the catalogue of changes that are approved beforehand. */
export const standardAdoption = defineRequestKind({
  kind: STANDARD_ADOPTION,
  label: "Adoption of a standard change",
  permission: "standard-change:decide",
  fieldLabels: STANDARD_LABEL,
  wordsOf: standardWords,
  link: ({ subjectId }) => `/access-matrix/catalogue?open=${subjectId}`,
  apply: adoptStandard,
});

/** What a person did in an emergency, judged afterwards by somebody who took no part. */
export const emergencyApproval = defineRequestKind({
  kind: EMERGENCY_APPROVAL,
  label: "Approval of emergency access",
  permission: "grant:decide",
  fieldLabels: EMERGENCY_WISH_LABEL,
  outlivesRequester: true, // it has happened, and needs a verdict
  link: ({ subjectId }) => `/access-matrix/emergencies/${subjectId}`,
  apply: (tx, record, ctx, request) => judgeEmergency(tx, record, ctx, request, "approved"),
  decline: (tx, record, ctx, request) => judgeEmergency(tx, record, ctx, request, "declined"),
});

/** Every kind of wish of this room. */
export const ACCESS_REQUEST_KINDS = [
  accessRequest,
  accessRemoval,
  accessWildcard,
  standardAdoption,
  emergencyApproval,
] as const;
