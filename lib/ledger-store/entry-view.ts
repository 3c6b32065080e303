import type { Failure } from "@/lib/ledger/verdict";
import { entryTypeLabel, INDEX_COLUMN_LABEL, LOG_LABEL } from "./labels";
import type { EntryRecord, ListedPlace } from "./queries-entries";
import type { ProofShown } from "./queries-files";
import { count } from "./view";

/** A place of a log as a row, from the index. `subject` is "" where the entry names none. */
export type EntryRow = {
  readonly id: string;
  readonly index: string;
  readonly ts: string;
  readonly type: string;
  readonly source: string;
  /** The kind of its subject in words, and its id as far as it is needed to tell it from others. */
  readonly subject: string;
  readonly subjectId: string;
  readonly leafHash: string;
};

/** Words for types of entries and kinds of subjects that another room knows. */
export type EntryWords = { type: (type: string) => string; subject: (kind: string) => string };

export function toEntryRow(log: string, place: ListedPlace, words: EntryWords): EntryRow {
  return {
    id: `${log}-${place.idx}`,
    index: count(place.idx),
    ts: place.ts.toISOString(),
    type: entryTypeLabel(place.type) ?? words.type(place.type),
    source: place.source,
    subject: words.subject(place.subjectKind ?? ""),
    subjectId: shortId(place.subjectId ?? ""),
    leafHash: Array.from(place.leafHash, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}

function shortId(id: string): string {
  return id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
}

/** One entry in full, but for what it says. `differences` names the columns of its row that are not what the entry says. */
export type EntryView = {
  readonly id: string;
  readonly log: string;
  readonly logName: string;
  readonly origin: string;
  readonly index: string;
  readonly shownIndex: string;
  readonly ts: string;
  readonly type: string;
  readonly typeCode: string;
  readonly source: string;
  readonly numbered: string;
  readonly key: string;
  readonly changeId: string;
  readonly bytes: string;
  readonly leafHash: string;
  readonly differences: readonly string[];
  readonly seal: { readonly size: string; readonly at: string; readonly root: string } | null;
};

export function toEntryView(entry: EntryRecord, words: EntryWords): EntryView {
  const { log, index, source, seal } = entry;
  return {
    id: `${log}-${index}`,
    log,
    logName: LOG_LABEL[log],
    origin: entry.origin,
    index: String(index),
    shownIndex: count(index),
    ts: entry.ts,
    type: entryTypeLabel(entry.type) ?? words.type(entry.type),
    typeCode: entry.type,
    source: source.id,
    numbered: numberedText(source),
    key: entry.key,
    changeId: source.id === "sys:change-log" ? entry.key : "",
    bytes: entry.bytes.toLocaleString("en"),
    leafHash: entry.leafHash,
    differences: entry.differences.flatMap(({ kind, columns }) => {
      if (kind === "missing") return ["The index has no row for it."];
      if (kind === "extra") return ["The index has a second row for it."];
      const named = columns.map((column) => INDEX_COLUMN_LABEL[column] ?? column).join(", ");
      return [`Its row in the index has another ${named}.`];
    }),
    seal: seal && { size: count(seal.size), at: seal.at.toISOString(), root: seal.root },
  };
}

function numberedText({ id, epoch, seq }: EntryRecord["source"]): string {
  if (seq !== undefined)
    return `${epoch === undefined ? "" : `${epoch}, `}no. ${seq.toLocaleString("en")}`;
  return id.startsWith("sys:") ? "this installation itself" : "does not number what it sends";
}

/** What an entry says, laid out for reading; the stored line itself is the evidence. */
export type Payload = { readonly data: string; readonly line: string };

export function toPayload({ data, line }: EntryRecord): Payload {
  return { data: JSON.stringify(data, null, 2), line };
}

/** The proof of an entry, step by step. */
export type ProofView = {
  readonly file: string;
  readonly size: string;
  readonly root: string;
  readonly leaf: string;
  readonly steps: readonly {
    readonly sibling: string;
    readonly side: "left" | "right";
    readonly covers: string;
    readonly node: string;
  }[];
};

export function toProofView({ file, size, root, leaf, steps }: ProofShown): ProofView {
  return {
    ...{ file, root, leaf },
    size: count(size),
    steps: steps.map(({ sibling, side, start, end, node }) => ({
      ...{ sibling, side, node },
      covers:
        end - start === 1n
          ? `entry ${count(start)}`
          : `entries ${count(start)} to ${count(end - 1n)}`,
    })),
  };
}

/** What contradicts an entry in the store, as a sentence. */
export function damageText({ detail, file, index }: Failure): string {
  const where = [file, index === undefined ? "" : `entry ${count(index)}`]
    .filter(Boolean)
    .join(", ");
  return where === "" ? detail : `${detail} (${where})`;
}
