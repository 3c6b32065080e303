import type { ExportColumn } from "@/lib/exports/cells";
import { ENFORCED_LABEL, FLAG_LABEL, NO_ENVIRONMENT } from "./matrix-labels";
import type { CellRow, ColumnOp, Flag, Principal } from "./matrix-view";

type Place = {
  readonly row: string;
  readonly column: string;
  readonly environment: string;
  readonly principal: Principal;
  readonly operation: ColumnOp;
};

export function text<Row>(
  key: string,
  header: string,
  definition: string,
  value: (row: Row) => string | null,
  width?: number,
): ExportColumn<Row> {
  return { key, header, definition, type: "text", value, ...(width ? { width } : {}) };
}

/** Columns that say which cell it is. */
export function placeColumns<Row extends Place>(): ExportColumn<Row>[] {
  return [...principalColumns<Row>(), ...operationColumns<Row>()];
}

function principalColumns<Row extends Place>(): ExportColumn<Row>[] {
  return [
    text(
      "cell",
      "Cell",
      "Which cell: id of the row, of the column, and environment. Never empty.",
      cellId,
      60,
    ),
    text(
      "agent",
      "Agent",
      "Name of the key's agent; empty if it has none, or nobody knows it.",
      (row) => row.principal.agentName,
      24,
    ),
    text(
      "principal",
      "Key or caller",
      "Label of the key, name of the agent, or what the gateway wrote. Never empty.",
      (row) => row.principal.label,
      24,
    ),
    text(
      "public_id",
      "Public id",
      "Of the key as gateways write it; empty if the caller is no key.",
      (row) => row.principal.publicId,
      24,
    ),
    text(
      "principal_kind",
      "Kind",
      "key, agent (named without a known key), or unknown.",
      (row) => row.principal.kind,
      9,
    ),
    text(
      "agent_status",
      "Agent status",
      "As of the instant; empty without an agent.",
      (row) => row.principal.agentStatus,
      10,
    ),
    text(
      "key_environment",
      "Key of",
      "The environment that the key is for; empty if it is no key.",
      (row) => row.principal.environment,
      12,
    ),
  ];
}

function operationColumns<Row extends Place>(): ExportColumn<Row>[] {
  return [
    text(
      "server",
      "Server",
      "Name of the server; as the gateway wrote it, if it is not registered.",
      (row) => row.operation.server,
      22,
    ),
    text(
      "operation",
      "Operation",
      "Its name, without the server's. Never empty but where a call named none.",
      (row) => row.operation.operation,
      26,
    ),
    {
      key: "registered",
      header: "Registered",
      definition: "Whether the operation was registered at the instant.",
      type: "boolean",
      value: (row) => row.operation.registered,
    },
    text(
      "access",
      "Access",
      "read, write, delete or admin; empty if nobody has classified it.",
      (row) => row.operation.access,
      8,
    ),
    text(
      "data_classes",
      "Data classes",
      "Of the operation, with semicolons; empty if none.",
      (row) => row.operation.dataClasses.join("; "),
      20,
    ),
    text(
      "environment",
      "Environment",
      "In which it is granted, enforced or used.",
      ({ environment }) => environment || NO_ENVIRONMENT,
      12,
    ),
  ];
}

function cellId({ row, column, environment }: Place): string {
  return [row, column, environment || NO_ENVIRONMENT].join(" ");
}

/** The matrix as a file: names and meanings are stable, new columns come at the end (IPE-13). */
export const MATRIX_COLUMNS: readonly ExportColumn<CellRow>[] = [
  ...placeColumns<CellRow>(),
  {
    key: "granted",
    header: "Granted",
    definition: "Whether a grant was in force at the instant.",
    type: "boolean",
    value: ({ granted }) => granted,
  },
  text(
    "enforced",
    "Enforced",
    "Whether a gateway allowed it at the instant; unknown where no source said so lately.",
    ({ enforced }) => ENFORCED_LABEL[enforced],
    12,
  ),
  {
    key: "used",
    header: "Calls",
    definition: "Calls in the period that were not denied.",
    type: "number",
    value: ({ used }) => used,
  },
  {
    key: "denied",
    header: "Denied",
    definition: "Calls in the period that were denied.",
    type: "number",
    value: ({ denied }) => denied,
  },
  {
    key: "last_used_at",
    header: "Last used",
    definition: "The last call in the period that was not denied; empty: none.",
    type: "instant",
    value: ({ lastUsedAt }) => dateOf(lastUsedAt),
  },
  text(
    "flags",
    "Flags",
    "What does not agree, with semicolons; empty if everything does.",
    ({ flags }) => flagWords(flags),
    30,
  ),
];

/** With semicolons. */
export function flagWords(flags: readonly Flag[]): string {
  return flags.map((flag) => FLAG_LABEL[flag]).join("; ");
}

function dateOf(at: string | null): Date | null {
  return at === null ? null : new Date(at);
}
