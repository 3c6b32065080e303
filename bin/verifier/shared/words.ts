// What both verifiers print, in the same words.
import { toBase64 } from "@/lib/ledger/base64";
import { textOf } from "@/lib/ledger/bytes";
import type { SignedCheckpoint } from "@/lib/ledger/checkpoint";
import type { Report } from "@/lib/ledger/verify/report";
import type { Step } from "@/lib/ledger/verify/verify-bundle";
import type { PackStep } from "@/lib/signatures/pure/verify-pack";

/** What a step does, for whoever waits. */
export const STEP_WORDS = {
  note: "opening the checkpoint",
  tiles: "recomputing tiles",
  lines: "hashing entries",
  statements: "recomputing statements",
  history: "comparing checkpoints",
  proofs: "checking proofs",
  files: "hashing files",
  snapshot: "checking the snapshot",
  signatures: "checking signatures",
  seal: "checking the seal",
} as const satisfies Record<Step | PackStep, string>;

/** A name and what stands behind it. */
export type Fact = readonly [name: string, value: string];

/** What is known of a bundle whose note opened; of one that did not, nothing is. */
export function factsOf({ checkpoint, manifest }: Report): Fact[] {
  if (checkpoint === null || manifest === null) return [];
  const { range, time, created } = manifest;
  return [
    ["Log", checkpoint.origin],
    ["Tree", `${grouped(checkpoint.size)} entries`],
    ["Root", toBase64(checkpoint.root)],
    ["Signed by key", checkpoint.keys.map(({ id }) => id).join(", ")],
    ["Entries", `[${range.start}, ${range.end})`],
    ...(time === null ? [] : [["Period", `${time.from} to before ${time.to}`] as const]),
    ["Bundle made", created],
  ];
}

/** A count with its thousands apart. */
export function grouped(count: number | bigint): string {
  return String(count).replaceAll(/\B(?=(?:[0-9]{3})+$)/g, ",");
}

/** The notes that prove two histories: that of the bundle and each that diverges from it. Empty unless something diverges. */
export function notesOf({ checkpoint, diverging }: Report): string[] {
  if (checkpoint === null || diverging.length === 0) return [];
  return [checkpoint, ...diverging].map(noteText);
}

function noteText({ note }: SignedCheckpoint): string {
  return textOf(note) ?? "";
}

// Controls of both kinds, and what turns the direction of text: a hostile name must not repaint a terminal or a report.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with everything that is not seen written out. Line feeds stay where `lines` says so. */
export function printable(text: string, lines: "kept" | "shown" = "shown"): string {
  return text.replaceAll(UNPRINTABLE, (char) => {
    if (char === "\n" && lines === "kept") return char;
    return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
