// What the pages of deviations show: words and texts, no records.
import { ageText } from "../enforced/enforced-view";
import {
  DEVIATION_KINDS,
  DISPOSITION_LABEL,
  type Disposition,
  dispositionOf,
  KIND_LABEL,
  KIND_MEANS,
  kindOf,
  SERIOUS,
} from "./deviation-labels";

/** A deviation as a line and in the drawer. Instants are ISO texts, "" where there is none. */
export type DeviationRow = {
  id: string;
  kind: string;
  kindWord: string;
  means: string;
  serious: boolean;
  principal: string;
  where: string;
  server: string;
  operation: string;
  environment: string;
  detail: string;
  since: string;
  age: string;
  foundAt: string;
  seenAt: string;
  clearedAt: string;
  disposition: Disposition;
  state: string;
  explanation: string;
  ticket: string;
  disposedBy: string;
  disposedAt: string;
  disposedUntil: string;
  source: string;
  keyId: string;
  agentId: string;
  serverId: string;
  operationId: string;
  /** The grant that nobody approved; "" where it is not about one. */
  grantId: string;
  version: number;
};

type Stored = {
  id: string;
  kind: string;
  sourceId: string | null;
  keyId: string | null;
  agentId: string | null;
  serverId: string | null;
  operationId: string | null;
  principal: string;
  server: string;
  operation: string;
  environment: string;
  detail: string;
  since: Date;
  foundAt: Date;
  seenAt: Date;
  clearedAt: Date | null;
  disposition: string;
  explanation: string | null;
  ticket: string | null;
  disposedById: string | null;
  disposedAt: Date | null;
  disposedUntil: Date | null;
  version: number;
};

/** `people`: names by id. */
export function toDeviationRow(
  stored: Stored,
  people: ReadonlyMap<string, { readonly name: string }>,
  now: Date,
): DeviationRow {
  const { since, clearedAt, disposedById } = stored;
  const disposition = dispositionOf(stored.disposition);
  return {
    ...wordsOf(stored),
    ...placeOf(stored),
    ...{ id: stored.id, detail: stored.detail, disposition, version: stored.version },
    grantId: /^Grant ([0-9a-f-]{36}) /.exec(stored.detail)?.[1] ?? "",
    state: clearedAt === null ? DISPOSITION_LABEL[disposition] : "Cleared",
    since: since.toISOString(),
    age: ageText((clearedAt ?? now).getTime() - since.getTime()),
    foundAt: stored.foundAt.toISOString(),
    seenAt: stored.seenAt.toISOString(),
    clearedAt: textOf(clearedAt),
    explanation: stored.explanation ?? "",
    ticket: stored.ticket ?? "",
    disposedBy: disposedById === null ? "" : (people.get(disposedById)?.name ?? disposedById),
    disposedAt: textOf(stored.disposedAt),
    disposedUntil: textOf(stored.disposedUntil),
  };
}

function wordsOf({ kind: text }: Stored) {
  const kind = kindOf(text);
  if (!kind) return { kind: text, kindWord: text, means: "", serious: false };
  return {
    ...{ kind, kindWord: KIND_LABEL[kind], means: KIND_MEANS[kind] },
    serious: SERIOUS.includes(kind),
  };
}

function placeOf(stored: Stored) {
  const { principal, server, operation, environment } = stored;
  const called = [server, operation].filter((text) => text !== "").join(".");
  return {
    ...{ principal, server, operation, environment },
    where: called || "everywhere",
    source: stored.sourceId ?? "",
    keyId: stored.keyId ?? "",
    agentId: stored.agentId ?? "",
    serverId: stored.serverId ?? "",
    operationId: stored.operationId ?? "",
  };
}

function textOf(instant: Date | null): string {
  return instant?.toISOString() ?? "";
}

export type Counts = {
  readonly kinds: ReadonlyMap<string, number>;
  readonly disposed: number;
  readonly oldest: Date | null;
  readonly comparedAt: Date | null;
};

/** What the list proves or lacks today, in a sentence or two. */
export function deviationsSentence(
  { kinds, disposed, oldest, comparedAt }: Counts,
  now: Date,
): string {
  if (comparedAt === null) {
    return "Nothing was compared yet: that the list is empty proves nothing. The job access-matrix.compare makes it.";
  }
  const open = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  const serious = SERIOUS.reduce((sum, kind) => sum + (kinds.get(kind) ?? 0), 0);
  const aside = disposed === 0 ? "" : ` ${counted(disposed, "is", "are")} explained or accepted.`;
  if (open === 0) {
    return `What was granted, what is enforced and what is used agree, as far as gateways said it.${aside}`;
  }
  const old = oldest ? `, the oldest for ${ageText(now.getTime() - oldest.getTime())}` : "";
  const grave =
    serious === 0
      ? ""
      : ` In ${serious.toLocaleString("en")} somebody can, or did, what nobody allowed${old}.`;
  return `${counted(open, "difference is", "differences are")} open.${grave}${aside}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Open ones by kind, those that are there, in the order of the list of kinds. */
export function kindCounts(kinds: ReadonlyMap<string, number>) {
  return DEVIATION_KINDS.flatMap((kind) => {
    const count = kinds.get(kind) ?? 0;
    return count === 0 ? [] : [{ kind, label: KIND_LABEL[kind], count }];
  });
}
