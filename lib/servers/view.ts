import { type Actor, can } from "@/lib/auth/actor";
import type { PersonName } from "@/lib/auth/people";
import { formValuesOf, type OperationContent, operationValuesOf } from "./content";
import { PIN_STATE_LABEL, type PinState } from "./definitions/definition-labels";
import type { ServerFacts } from "./facts";
import { accessWord, dataClassWords, environmentWord, hostingWord } from "./field-words";
import { GAPS } from "./gap-labels";
import type { FoundGap } from "./gaps";
import { SCOPE_LABEL, SERVER_STATUS_LABEL, SERVER_STATUSES, type ServerStatus } from "./labels";
import { isEditable, looksAfter } from "./policy";
import type { FoundServer } from "./queries";
import type { Entry } from "./register";
import { livingOperations } from "./register";
import { NO_USE, type Use } from "./traffic";

/** A person a server names; `left`: they are no longer here. */
export type PersonShown = { id: string; name: string; title: string; left: boolean };

type Around = { names: ReadonlyMap<string, PersonName>; gone: ReadonlySet<string> };

export type UseShown = { used: number; denied: number; firstAt: string; lastAt: string };

export type GapShown = { label: string; count: number | null; detail: string; fails: boolean };

/** One server of the register in words. Instants are ISO 8601 or empty. */
export type ServerRow = {
  id: string;
  slug: string;
  name: string;
  purpose: string;
  status: ServerStatus;
  statusWord: string;
  inScope: boolean;
  scopeWord: string;
  owner: PersonShown;
  deputy: PersonShown | null;
  provider: string;
  hosting: string;
  environments: readonly string[];
  regions: string;
  dataClasses: string;
  operations: number;
  unclassified: number;
  use: UseShown;
  gaps: readonly GapShown[];
  registeredAt: string;
};

export function toServerRow(entry: Entry, around: Around): ServerRow {
  const { server, use, gaps } = entry;
  const living = livingOperations(entry);
  const { id, slug, name, purpose, provider } = server;
  return {
    ...{ id, slug, name, purpose, provider },
    ...lifeOf(server),
    owner: personOf(server.ownerId, around),
    deputy: server.deputyId === null ? null : personOf(server.deputyId, around),
    hosting: hostingWord(server.hosting),
    environments: [...new Set(server.places.map(({ environment }) => environment))].map(
      environmentWord,
    ),
    regions: regionsOf(server),
    dataClasses: dataClassWords(server.dataClasses),
    operations: living.length,
    unclassified: living.filter(({ access }) => access === null).length,
    use: shownUse(use),
    gaps: gaps.map(gapShown),
    registeredAt: server.registeredAt.toISOString(),
  };
}

/** Regions by comma, each once. */
export function regionsOf({ places }: ServerFacts): string {
  return [...new Set(places.map(({ region }) => region).filter(Boolean))].join(", ");
}

export function gapShown({ gap, count, detail }: FoundGap): GapShown {
  return { ...GAPS[gap], count, detail };
}

/** A gap in one line: "Operations nobody classified: 3 (a, b, c)". */
export function gapText({ label, count, detail }: GapShown): string {
  const many = count === null ? "" : `: ${count.toLocaleString("en")}`;
  return `${label}${many}${detail === "" ? "" : ` (${detail})`}`;
}

export type PlaceShown = { environment: string; region: string; address: string; names: string };

/** One operation of a server in words. */
export type OperationRow = {
  id: string;
  name: string;
  meaning: string;
  access: string;
  accessWord: string;
  dataClasses: string;
  definition: PinState;
  definitionWord: string;
  use: UseShown;
  retiredAt: string;
};

export type StrangerShown = UseShown & { name: string; environments: string };

/** Everything the page of one server shows. */
export type ServerShown = ServerRow & {
  scopeReason: string;
  contradictedBy: string;
  places: readonly PlaceShown[];
  useByEnvironment: readonly (UseShown & { environment: string })[];
  strangers: readonly StrangerShown[];
  operationRows: readonly OperationRow[];
  registeredBy: PersonShown;
  retiredAt: string;
  /** When it was first called, ever; empty if never. */
  firstCallAt: string;
  grants: number;
  mayEdit: boolean;
  mayRestore: boolean;
  mayImport: boolean;
};

export function toServerShown(found: FoundServer, actor: Actor): ServerShown {
  const { entry, states, grants, firstCallAt } = found;
  const { server, use, operations } = entry;
  const editable = isEditable(server, actor);
  return {
    ...toServerRow(entry, found),
    scopeReason: server.scopeReason,
    contradictedBy: server.contradictedBy.map(environmentWord).join(", "),
    places: server.places.map(({ environment, region, address, names }) => ({
      ...{ environment: environmentWord(environment), region, address },
      names: names.join(", "),
    })),
    useByEnvironment: [...(use?.environments ?? [])]
      .map(([environment, sum]) => ({
        ...shownUse(sum),
        environment: environment === "" ? "Unknown" : environmentWord(environment),
      }))
      .sort((a, b) => b.used + b.denied - a.used - a.denied),
    strangers: (use?.strangers ?? []).map(({ name, environments, ...sum }) => ({
      ...shownUse(sum),
      ...{ name, environments: environments.map(environmentWord).join(", ") },
    })),
    operationRows: operations.map((operation) => toOperationRow(operation, entry, states)),
    registeredBy: personOf(server.registeredById, found),
    retiredAt: server.retiredAt?.toISOString() ?? "",
    firstCallAt: firstCallAt?.toISOString() ?? "",
    grants,
    mayEdit: editable,
    mayRestore: server.status === "retired" && looksAfter(server, actor),
    mayImport: server.status === "active" && (editable || can(actor, "server:import")),
  };
}

/** What the page of a server proves or lacks, in one sentence. */
export function serverSentence(server: ServerShown): string {
  const { gaps, operations, unclassified, use, grants, status } = server;
  const lacks = gaps.filter(({ fails }) => fails).length;
  const classes = unclassified === 0 ? "all classified" : `${unclassified} not classified`;
  return [
    status === "retired" ? "Out of use" : "In use",
    operations === 0 ? "no operation" : `${counted(operations, "operation")}, ${classes}`,
    `${counted(grants, "grant")} in force`,
    `${counted(use.used, "call")} let through in the period`,
    lacks === 0
      ? "nothing an auditor would not accept"
      : `${counted(lacks, "gap")} an auditor would not accept`,
  ]
    .join("; ")
    .concat(".");
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function toOperationRow(
  operation: Entry["operations"][number],
  { use }: Entry,
  states: ReadonlyMap<string, PinState>,
): OperationRow {
  const state = states.get(operation.id) ?? "none";
  return {
    ...{ id: operation.id, name: operation.name, meaning: operation.meaning },
    access: operation.access ?? "",
    accessWord: accessWord(operation.access),
    dataClasses: dataClassWords(operation.dataClasses),
    definition: state,
    definitionWord: PIN_STATE_LABEL[state],
    use: shownUse(use?.operations.get(operation.id) ?? null),
    retiredAt: operation.retiredAt?.toISOString() ?? "",
  };
}

/** What the edit form begins with. */
export function toServerFormValues(
  server: Parameters<typeof formValuesOf>[0] & { id: string; version: number },
): Record<string, string | string[]> {
  return {
    ...formValuesOf(server),
    serverId: server.id,
    version: String(server.version),
    reason: "",
  };
}

/** What the acts on an operation begin with. */
export function toOperationForm(
  operation: OperationContent & { id: string; version: number; retiredAt: Date | null },
) {
  const { id, version, retiredAt } = operation;
  return { id, version, retired: retiredAt !== null, start: operationValuesOf(operation) };
}

/** Sums as a screen shows them; instants as ISO text, "" where there was no call. */
export function shownUse(use: Use | null): UseShown {
  const { used, denied, firstAt, lastAt } = use ?? NO_USE;
  return {
    ...{ used, denied },
    firstAt: firstAt?.toISOString() ?? "",
    lastAt: lastAt?.toISOString() ?? "",
  };
}

export function personOf(id: string, { names, gone }: Around): PersonShown {
  const known = names.get(id);
  return { id, name: known?.name ?? id, title: known?.title ?? "", left: gone.has(id) };
}

export function lifeOf(server: Pick<ServerFacts, "status" | "inScope">) {
  const status = SERVER_STATUSES.find((known) => known === server.status) ?? "active";
  return {
    status,
    statusWord: SERVER_STATUS_LABEL[status],
    inScope: server.inScope,
    scopeWord: server.inScope ? SCOPE_LABEL.in : SCOPE_LABEL.out,
  };
}
