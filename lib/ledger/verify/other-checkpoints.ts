// ledger.md §12, Verifier: the checkpoints a bundle must agree with: remembered, given, and those it shows itself.
import { olderCheckpointName, parseBundleName } from "../bundle-layout";
import { readFile } from "../bundle-source";
import { openCheckpoint, type SignedCheckpoint } from "../checkpoint";
import { MAX_NOTE_BYTES } from "../note";
import { fails, type Read } from "../verdict";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";
import { parseRemembered } from "./remembered";

/** Who has a checkpoint. What the verifier's user holds, the operator cannot rewrite. */
export type Holder = "remembered" | "given" | "bundle";

/** Another checkpoint of the same log, genuinely signed. `created` is the date of the bundle a remembered one came in. */
export type OtherCheckpoint = {
  readonly holder: Holder;
  readonly name: string;
  readonly checkpoint: SignedCheckpoint;
  readonly created: string | null;
};

/** What the verifier's user brings along. Files are named for the report. */
export type Held = {
  readonly given: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly remembered: { readonly name: string; readonly bytes: Uint8Array } | null;
};

/** Opens them all. Adds why one cannot be opened; those of other logs are left out and named in the answer. */
export async function otherCheckpoints(
  bundle: OpenBundle,
  held: Held,
  findings: Findings,
): Promise<{ others: OtherCheckpoint[]; ofOtherLogs: string[] }> {
  const found = [
    ...held.given.map(({ name, bytes }) => opened("given", name, bytes, null, bundle)),
    ...(held.remembered === null ? [] : [openRemembered(held.remembered, bundle)]),
    ...(await olderCheckpoints(bundle)),
  ];
  const others: OtherCheckpoint[] = [];
  const ofOtherLogs: string[] = [];
  for (const read of found) {
    if (!read.ok) findings.add(read);
    else if (read.value.checkpoint.origin === bundle.checkpoint.origin) others.push(read.value);
    else ofOtherLogs.push(read.value.name);
  }
  return { others, ofOtherLogs };
}

function openRemembered(
  { name, bytes }: { name: string; bytes: Uint8Array },
  bundle: OpenBundle,
): Read<OtherCheckpoint> {
  const remembered = parseRemembered(bytes);
  if (!remembered.ok) return { ...remembered, file: name };
  const { checkpoint, created } = remembered.value;
  return opened("remembered", name, checkpoint, created, bundle);
}

async function olderCheckpoints(bundle: OpenBundle): Promise<Read<OtherCheckpoint>[]> {
  const reads: Read<OtherCheckpoint>[] = [];
  for (const name of bundle.source.names) {
    const file = parseBundleName(name);
    if (file?.kind !== "older-checkpoint") continue;
    const note = await readFile(bundle.source, name, MAX_NOTE_BYTES);
    const read = note.ok ? opened("bundle", name, note.value, null, bundle) : note;
    reads.push(read.ok ? named(read.value, file.size) : read);
  }
  return reads;
}

function named(other: OtherCheckpoint, size: bigint): Read<OtherCheckpoint> {
  if (other.checkpoint.size === size) return { ok: true, value: other };
  const detail = `It should lie at ${olderCheckpointName(other.checkpoint.size)}.`;
  return fails("framing", detail, { file: other.name });
}

function opened(
  holder: Holder,
  name: string,
  note: Uint8Array,
  created: string | null,
  { trusted }: OpenBundle,
): Read<OtherCheckpoint> {
  const checkpoint = openCheckpoint(note, trusted);
  if (!checkpoint.ok) return { ...checkpoint, file: name };
  return { ok: true, value: { holder, name, checkpoint: checkpoint.value, created } };
}
