import type { Group, GroupState } from "../record/completeness";
import type { FieldState } from "../record/fields";

/** A field of a canonical record that was made of pasted text, with where it comes from. */
export type PreviewField = {
  name: string;
  /** JSON for what is no text; redacted. */
  value: string;
  state: FieldState;
  path: string;
};

export type PreviewRecord = {
  id: string;
  /** Of the records that it is made of, from 1. */
  lines: readonly number[];
  kind: string;
  adapter: string;
  fields: readonly PreviewField[];
  /** Names of the fields that nothing was found for. */
  missing: readonly string[];
  groups: readonly { group: Group; label: string; state: GroupState }[];
};

/** What would be made of pasted records. Nothing of it is stored. */
export type Preview = {
  records: readonly PreviewRecord[];
  /** How many are left out because they say nothing of a call. */
  skipped: number;
  /** Would go into quarantine. */
  unread: readonly { line: number; why: string }[];
  warnings: readonly string[];
  /** Records beyond those that are shown. */
  more: number;
};
