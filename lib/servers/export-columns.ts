import {
  type Column,
  type ExportRow,
  firstCallOf,
  instant,
  number,
  person,
  text,
} from "./export-cells";
import { accessWord, dataClassWords, environmentWords, hostingWord } from "./field-words";
import { SCOPE_LABEL } from "./labels";
import { placesText } from "./places";
import { livingOperations } from "./register";
import { NO_USE, type Use } from "./traffic";
import { gapShown, gapText, lifeOf, regionsOf } from "./view";

// Names and meanings are stable, new columns come at the end (IPE-13).
const IDENTITY: readonly Column[] = [
  text("id", "Id", "Opaque id of the server. Never empty.", ({ entry }) => entry.server.id, 36),
  text("slug", "Short name", "Unique name in addresses.", ({ entry }) => entry.server.slug),
  text("name", "Name", "What people call the server.", ({ entry }) => entry.server.name, 30),
];

const DECISION: readonly Column[] = [
  text(
    "purpose",
    "Purpose",
    "What agents reach through it.",
    ({ entry }) => entry.server.purpose,
    40,
  ),
  text("scope", "Scope", "In or out of scope.", ({ entry }) => scopeOf(entry.server.inScope), 14),
  text(
    "scope_reason",
    "Why",
    "Why it is in or out of scope.",
    ({ entry }) => entry.server.scopeReason,
    40,
  ),
  text(
    "contradicted_by",
    "Contradicted by",
    "Out of scope: environments in which a single call contradicts that; empty in scope.",
    ({ entry }) => environmentWords(entry.server.contradictedBy),
  ),
  ...person("owner", "Owner", "answers for the server", ({ entry }) => entry.server.ownerId),
  ...person("deputy", "Deputy", "stands in for the owner", ({ entry }) => entry.server.deputyId),
  text("hosting", "Who runs it", "Who runs the server.", ({ entry }) =>
    hostingWord(entry.server.hosting),
  ),
  text(
    "provider",
    "Provider",
    "Who offers it; empty: ourselves.",
    ({ entry }) => entry.server.provider,
  ),
  text("environments", "Environments", "Where it stands, with commas between.", ({ entry }) =>
    environmentWords([...new Set(entry.server.places.map(({ environment }) => environment))]),
  ),
  text("regions", "Regions", "Regions of its places, with commas between.", ({ entry }) =>
    regionsOf(entry.server),
  ),
  text(
    "places",
    "Places",
    "Each place on a line: environment | region | names gateways use there | address.",
    ({ entry }) => placesText(entry.server.places),
    40,
  ),
  text("data_classes", "Data classes", "Kinds of data it holds or reaches.", ({ entry }) =>
    dataClassWords(entry.server.dataClasses),
  ),
];

const SERVER_USE: readonly Column[] = [
  number(
    "calls_let_through",
    "Let through",
    "Recorded calls of the period that were let through.",
    (row) => useOfServer(row).used,
  ),
  number(
    "calls_refused",
    "Refused",
    "Recorded calls of the period that were refused.",
    (row) => useOfServer(row).denied,
  ),
  instant(
    "last_call_at",
    "Last call",
    "Last recorded call of the period; empty if none.",
    (row) => useOfServer(row).lastAt,
  ),
  instant("first_call_at", "First call", "First recorded call ever; empty if none.", firstCallOf),
];

const gaps = text(
  "gaps",
  "Gaps",
  "What it lacks, and what recorded calls contradict, with semicolons between; empty if nothing.",
  ({ entry }) => entry.gaps.map((gap) => gapText(gapShown(gap))).join("; "),
  40,
);

const registered = instant(
  "registered_at",
  "Registered",
  "When the server was registered.",
  ({ entry }) => entry.server.registeredAt,
);

/** The register: one line for each server. */
export const SERVER_COLUMNS: readonly Column[] = [
  ...IDENTITY,
  text(
    "status",
    "Status",
    "In use or retired.",
    ({ entry }) => lifeOf(entry.server).statusWord,
    10,
  ),
  ...DECISION,
  number(
    "operations",
    "Operations",
    "Operations in use.",
    ({ entry }) => livingOperations(entry).length,
  ),
  number(
    "operations_not_classified",
    "Not classified",
    "Operations in use that nobody classified.",
    ({ entry }) => livingOperations(entry).filter(({ access }) => access === null).length,
  ),
  ...SERVER_USE,
  gaps,
  registered,
  instant(
    "retired_at",
    "Retired",
    "When it was taken out of use; empty if it is in use.",
    ({ entry }) => entry.server.retiredAt,
  ),
];

/** The scope document: one line for each operation of each server in use. */
export const SCOPE_COLUMNS: readonly Column[] = [
  text(
    "row_id",
    "Row",
    "Id of the operation, or of the server where it has none. Unique.",
    ({ entry, operation }) => operation?.id ?? entry.server.id,
    36,
  ),
  ...IDENTITY.map((column) => ({
    ...column,
    key: `server_${column.key}`,
    header: column.key === "id" ? "Server (id)" : `Server: ${column.header.toLowerCase()}`,
  })),
  ...DECISION,
  text(
    "operation",
    "Operation",
    "As gateways write it; empty where the server has none.",
    ({ operation }) => operation?.name ?? "",
    30,
  ),
  text(
    "meaning",
    "Meaning",
    "In plain language; empty if nobody said.",
    ({ operation }) => operation?.meaning ?? "",
    40,
  ),
  text(
    "access",
    "At worst",
    "What it can do at worst, or that nobody classified it; empty where there is no operation.",
    ({ operation }) => (operation ? accessWord(operation.access) : ""),
  ),
  text(
    "operation_data_classes",
    "Data it touches",
    "Kinds of data the operation touches.",
    ({ operation }) => dataClassWords(operation?.dataClasses ?? []),
  ),
  number(
    "operation_calls",
    "Calls",
    "Recorded calls of the operation in the period, let through or refused.",
    (row) => {
      const { used, denied } = useOfOperation(row);
      return used + denied;
    },
  ),
  instant(
    "operation_last_call_at",
    "Last call of the operation",
    "Last recorded call of it in the period; empty if none.",
    (row) => useOfOperation(row).lastAt,
  ),
  ...SERVER_USE.map((column) => ({ ...column, key: `server_${column.key}` })),
  gaps,
  registered,
  instant(
    "operation_registered_at",
    "Operation registered",
    "When the operation was registered; empty where there is none.",
    ({ operation }) => operation?.registeredAt ?? null,
  ),
];

function scopeOf(inScope: boolean): string {
  return inScope ? SCOPE_LABEL.in : SCOPE_LABEL.out;
}

function useOfServer({ entry }: ExportRow): Use {
  return entry.use ?? NO_USE;
}

function useOfOperation({ entry, operation }: ExportRow): Use {
  return (operation && entry.use?.operations.get(operation.id)) ?? NO_USE;
}
