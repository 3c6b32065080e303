import type { ListedQuarantined } from "./queries-source-parts";

type Names = ReadonlyMap<string, { name: string }>;

/** A record that could not be read, as its page shows it. */
export type QuarantineRow = {
  id: string;
  reason: string;
  receivedAt: string;
  position: number;
  bytes: number;
  hmac: string;
  batch: string;
  /** Redacted; empty where nothing could be decoded. */
  payload: string;
  state: { label: string; isOpen: boolean };
  disposition: string;
  disposedBy: string;
  disposedAt: string | null;
};

const QUARANTINE_WORDS = new Map([
  ["open", "Open"],
  ["dismissed", "Dismissed"],
  ["read", "Read since"],
]);

export function toQuarantineRow(record: ListedQuarantined, names: Names): QuarantineRow {
  const { id, reason, bytes, hmac, state, disposedById } = record;
  return {
    ...{ id, reason, bytes, hmac },
    receivedAt: record.receivedAt.toISOString(),
    position: record.position + 1,
    batch: record.batchId,
    payload: record.payload === null ? "" : JSON.stringify(record.payload, null, 2),
    state: { label: QUARANTINE_WORDS.get(state) ?? state, isOpen: state === "open" },
    disposition: record.disposition ?? "",
    disposedBy: disposedById === null ? "" : (names.get(disposedById)?.name ?? disposedById),
    disposedAt: record.disposedAt?.toISOString() ?? null,
  };
}
