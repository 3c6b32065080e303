// gateway-logs §5.2, gap detection: a count that the sender or its shipper stamps on each record, where it does.
import type { Draft } from "./draft";
import type { Picker } from "./pick";

const EPOCH = /^[\x20-\x7e]{1,64}$/; // what the ledger takes, ledger.md §4

/** `sender_sequence`, with the `sender_epoch` it counts in; null where the record has none, or none that could be compared. */
export function sequenceOf(at: Picker): Draft["sequence"] {
  const seq = at.number("/sender_sequence")?.value;
  if (seq === undefined || !Number.isSafeInteger(seq) || seq < 0) return null;
  const epoch = at.text("/sender_epoch")?.value ?? null;
  return epoch === null || EPOCH.test(epoch) ? { epoch, seq } : null;
}
