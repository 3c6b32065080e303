// What a line of a snapshot is as columns of a table: the same in every export and pack. Ids as they were frozen, so that a file can
// be compared with snapshot.ndjson.
import { columnsOf } from "@/lib/exports/columns";
import type { SnapshotLine } from "../snapshot-view";

const { text, number, instant } = columnsOf<SnapshotLine>();
const at = (iso: string | null) => (iso === null ? null : new Date(iso));
const list = (items: readonly string[]) => items.join("; ");

/** One row for each line of snapshot.ndjson. */
export const SNAPSHOT_COLUMNS = [
  number("n", "Line", "Position in the snapshot, from 1.", ({ n }) => n),
  text(
    "line",
    "Key",
    "What the line is about; the same thing has the same key in every review.",
    (one) => one.line,
    40,
  ),
  text("kind", "Kind", "access, key, person, role, token or standard-change.", ({ kind }) => kind),
  text("section", "Section", "privileged or standard.", ({ section }) => section),
  text("risk", "Risk", "high, medium or low.", ({ risk }) => risk),
  number(
    "stages",
    "Stages",
    "How many people one after the other decide it: 1 or 2.",
    ({ stages }) => stages,
  ),
  text(
    "principal_kind",
    "Who (kind)",
    "What may act: key, agent, person, role, token or an unknown name.",
    ({ principal }) => principal.kind,
  ),
  text("principal_id", "Who (id)", "Id of what may act.", ({ principal }) => principal.id, 36),
  text(
    "principal",
    "Who",
    "Its label; empty for a person, whose name is in no evidence.",
    ({ principal }) => principal.label,
  ),
  text(
    "principal_detail",
    "Who (detail)",
    "Public id of a key, or what else tells it apart.",
    ({ principal }) => principal.detail,
  ),
  text(
    "agent",
    "Agent",
    "Name of the agent it acts for; empty if none.",
    ({ agent }) => agent?.name ?? null,
  ),
  text("agent_id", "Agent (id)", "Its id; empty if none.", ({ agent }) => agent?.id ?? null, 36),
  text(
    "owner_id",
    "Owner (id)",
    "Opaque id of the person who answers for it; empty if nobody.",
    ({ ownerId }) => ownerId,
    36,
  ),
  text(
    "server",
    "Server",
    "Name of the server; empty where the line is about none.",
    ({ server }) => server?.name ?? null,
  ),
  text(
    "server_owner_id",
    "Server owner (id)",
    "Opaque id of the person who answers for the server.",
    ({ server }) => server?.ownerId ?? null,
    36,
  ),
  text(
    "operation",
    "Operation",
    "Its name; * is every operation of the server.",
    ({ operation }) => operation?.name ?? null,
  ),
  text(
    "access",
    "Access",
    "read, write, delete or admin; empty where nobody registered it.",
    ({ operation }) => operation?.access ?? null,
  ),
  text(
    "data_classes",
    "Data classes",
    "What data the operation touches, separated by semicolons.",
    ({ operation }) => list(operation?.dataClasses ?? []),
  ),
  text(
    "environment",
    "Environment",
    "Where; empty where the line is about none.",
    ({ environment }) => environment,
  ),
  text(
    "parts",
    "Parts",
    "What may be taken from: operations of a wildcard, rights of a role.",
    ({ parts }) => list(parts.map(({ name }) => name)),
    30,
  ),
  text(
    "meaning",
    "Meaning",
    "What the permission lets it do, in plain words.",
    ({ meaning }) => meaning,
    50,
  ),
  text("purpose", "Purpose", "Why it was given.", ({ purpose }) => purpose, 40),
  text("conditions", "Conditions", "What limits it.", ({ conditions }) => conditions, 30),
  text(
    "grants",
    "Grants",
    "Ids of the grants behind it; empty: no grant stands behind it.",
    ({ grants }) => list(grants.map(({ id }) => id)),
    36,
  ),
  text(
    "granted_by",
    "Approved by (id)",
    "Opaque ids of who approved the grants.",
    ({ grants }) => list(grants.map(({ approvedById }) => approvedById)),
    36,
  ),
  text(
    "granted_at",
    "Approved at",
    "When the grants were approved, ISO 8601 in UTC.",
    ({ grants }) => list(grants.map(({ approvedAt }) => approvedAt)),
  ),
  text(
    "expires",
    "Ends",
    "When the grants end, ISO 8601 in UTC; none: without end.",
    ({ grants }) => list(grants.map(({ until }) => until ?? "none")),
  ),
  text(
    "enforced",
    "Enforced",
    "Whether a gateway enforced it at the snapshot: yes, no or unknown.",
    ({ enforced }) => enforced,
  ),
  instant("last_used", "Last used", "When it was last used; empty: never.", ({ lastUsedAt }) =>
    at(lastUsedAt),
  ),
  number("calls", "Calls", "Calls in the period, other than denied ones.", ({ calls }) => calls),
  number("denied", "Denied", "Denied calls in the period.", ({ denied }) => denied),
  text(
    "flags",
    "Marked",
    "What stands out, separated by semicolons.",
    ({ flags }) => list(flags),
    30,
  ),
  text("change", "Since the last review", "new, changed or same.", ({ change }) => change),
  text("changed", "Changed fields", "Which, where it changed.", ({ changed }) => list(changed)),
  text(
    "previous_outcome",
    "Last time",
    "What it ended with in the review before; empty: it was not in it.",
    ({ previous }) => previous?.outcome ?? null,
  ),
  text(
    "recommended",
    "Recommended",
    "What the product recommended, chosen for nobody.",
    ({ recommendation }) => recommendation.decision,
  ),
  text(
    "recommended_because",
    "Because",
    "Why.",
    ({ recommendation }) => recommendation.because,
    40,
  ),
];

/** The key of the column that tells rows apart. */
export const SNAPSHOT_KEY = "line";
