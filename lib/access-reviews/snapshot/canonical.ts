// The bytes of a snapshot: its header and its lines as RFC 8785 text, each ended by LF. What is stored, hashed and handed out.
import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import type { SnapshotHeader, SnapshotLine } from "../snapshot-view";

/** The first line of a snapshot, as it is stored. Errors: not_json. */
export function headerText(header: SnapshotHeader): string {
  return canonicalJson(header);
}

/** One line of a snapshot, as it is stored. Errors: not_json. */
export function lineText(line: SnapshotLine): string {
  return canonicalJson(line);
}

/** SHA-256 (hex) over header and lines, each ended by LF: the hash of the file that is handed out. */
export function snapshotHashOf(header: string, lines: Iterable<string>): string {
  const hash = createHash("sha256");
  hash.update(`${header}\n`, "utf8");
  for (const line of lines) hash.update(`${line}\n`, "utf8");
  return hash.digest("hex");
}
