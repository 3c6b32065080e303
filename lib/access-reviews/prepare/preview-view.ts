import type { SnapshotSource, TieOut } from "../snapshot-view";

/** One value and how many lines have it; `privileged` of them are in the privileged section. */
export type PreviewCount = {
  readonly id: string;
  readonly label: string;
  readonly lines: number;
  readonly privileged: number;
  readonly twoStages: number;
};

/** What a start would freeze, as of now. Counts are of lines; minutes are the reviewers' altogether. */
export type PreviewView = {
  readonly asOf: string;
  readonly lines: number;
  readonly privileged: number;
  readonly twoStages: number;
  readonly minutes: number;
  readonly byKind: readonly PreviewCount[];
  readonly byEnvironment: readonly PreviewCount[];
  readonly byServer: readonly PreviewCount[];
  readonly byAccess: readonly PreviewCount[];
  readonly byRisk: readonly PreviewCount[];
  readonly compared: {
    readonly reference: string;
    readonly reviewId: string;
    readonly new: number;
    readonly changed: number;
    readonly same: number;
    readonly gone: number;
  } | null;
  readonly sources: readonly SnapshotSource[];
  readonly tieOut: readonly TieOut[];
  /** Sentences: while there is one, the review does not start. */
  readonly blocks: readonly string[];
  readonly reviewers: readonly PreviewReviewer[];
  /** Lines that nobody may decide, the first of them. */
  readonly nobody: readonly { readonly line: string; readonly why: string }[];
};

export type PreviewReviewer = {
  readonly personId: string;
  readonly name: string;
  readonly title: string;
  readonly first: number;
  readonly second: number;
  readonly minutes: number;
};
