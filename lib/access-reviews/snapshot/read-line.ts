import type { SnapshotHeader, SnapshotLine } from "../snapshot-view";

/** A line of a snapshot as it was frozen. Its form was checked when it was written, and its bytes are by `snapshotIntegrity`. */
export function lineOf(text: string): SnapshotLine {
  const line: SnapshotLine = JSON.parse(text);
  return line;
}

/** The first line of a snapshot; null before the start. */
export function headerOf(text: string | null): SnapshotHeader | null {
  if (text === null) return null;
  const header: SnapshotHeader = JSON.parse(text);
  return header;
}
