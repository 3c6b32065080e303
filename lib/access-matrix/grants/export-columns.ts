import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf, personColumnsOf } from "@/lib/exports/columns";
import { grantState } from "./in-force";
import { GRANT_STATE_LABEL, grantKindWord } from "./labels";
import type { AroundGrants, ListedGrant } from "./queries";

/** A grant as a line of a file, with what it names. */
export type ExportedGrant = { grant: ListedGrant; around: AroundGrants; asOf: Date };

const { text, instant } = columnsOf<ExportedGrant>();
const person = personColumnsOf<ExportedGrant>(({ around }) => around.names);

const keyOf = ({ grant, around }: ExportedGrant) => around.keys.get(grant.keyId);

/** Names and meanings are stable, new columns come at the end (IPE-13). */
export const GRANT_COLUMNS: readonly ExportColumn<ExportedGrant>[] = [
  text("id", "Id", "Opaque id of the grant. Never empty.", ({ grant }) => grant.id, 36),
  text(
    "agent",
    "Agent",
    "Agent of the key; empty for a key of a person.",
    (row) => {
      const agentId = keyOf(row)?.agentId;
      return agentId ? (row.around.agents.get(agentId)?.name ?? agentId) : null;
    },
    20,
  ),
  text("key", "Key", "Public id of the key.", (row) => keyOf(row)?.publicId ?? row.grant.keyId, 22),
  text(
    "server",
    "Server",
    "Short name of the server.",
    ({ grant, around }) => around.servers.get(grant.serverId)?.slug ?? grant.serverId,
  ),
  text(
    "operation",
    "Operation",
    "Name of the operation; * stands for every operation of the server (a wildcard).",
    ({ grant, around }) =>
      grant.operationId === null
        ? "*"
        : (around.operations.get(grant.operationId)?.name ?? grant.operationId),
    24,
  ),
  text(
    "environment",
    "Environment",
    "Environment of the key.",
    ({ grant }) => grant.environment,
    12,
  ),
  text(
    "access",
    "Access",
    "Class of the operation: read, write, delete, admin; empty for a wildcard or if nobody has said.",
    ({ grant, around }) =>
      (grant.operationId && around.operations.get(grant.operationId)?.access) || null,
    8,
  ),
  text(
    "state",
    "State",
    "Where it stood as of the file.",
    ({ grant, asOf }) => GRANT_STATE_LABEL[grantState(grant, asOf)],
    12,
  ),
  text("kind", "Came by", "How it came to be.", ({ grant }) => grantKindWord(grant.kind), 14),
  text("purpose", "Purpose", "What it is for.", ({ grant }) => grant.purpose, 30),
  instant("from_at", "From", "First instant of it.", ({ grant }) => grant.fromAt),
  instant(
    "until",
    "Until",
    "First instant after it; empty if it has no end.",
    ({ grant }) => grant.until,
  ),
  ...person("requested_by", "Asked by", "asked for it", ({ grant }) => grant.requestedById),
  instant("requested_at", "Asked", "When it was asked for.", ({ grant }) => grant.requestedAt),
  ...person(
    "approved_by",
    "Approved by",
    "approved it; of a standard one the catalogue entry; of an emergency who took it",
    ({ grant }) => grant.approvedById,
  ),
  instant("approved_at", "Approved", "When that was.", ({ grant }) => grant.approvedAt),
  instant(
    "ended_at",
    "Ended",
    "When it ended before its date; empty if it did not.",
    ({ grant }) => grant.endedAt,
  ),
  ...person("ended_by", "Ended by", "ended it", ({ grant }) => grant.endedById),
  text(
    "ended_reason",
    "Reason of the end",
    "Why it ended before its date; empty if it did not.",
    ({ grant }) => grant.endedReason,
    24,
  ),
  text(
    "definition_hash",
    "Definition approved",
    "SHA-256 of the operation's definition when it was approved; empty if none was known.",
    ({ grant }) => grant.definitionHash,
    64,
  ),
  {
    key: "recorded",
    header: "On record",
    definition: "Whether change records say the same of its beginning and its end.",
    type: "boolean",
    value: ({ grant, around }) => around.recorded.has(grant.id),
  },
  text(
    "request_id",
    "Request (id)",
    "Opaque id of the request; empty for a standard change.",
    ({ grant }) => grant.requestId,
    36,
  ),
  text(
    "replaces_id",
    "Replaces (id)",
    "Opaque id of the grant whose place it took; empty if none.",
    ({ grant }) => grant.replacesId,
    36,
  ),
];
