import { actionLabel, subjectKindLabel } from "@/lib/change-log/labels";
import type { EntryWords } from "@/lib/ledger-store/entry-view";

/** The change log's words for the entries that it wrote. */
export const entryWords: EntryWords = {
  type: actionLabel,
  subject: (kind) => (kind === "" ? "" : subjectKindLabel(kind)),
};
