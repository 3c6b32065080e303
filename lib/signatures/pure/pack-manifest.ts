// `manifest.json` of a review pack: which review, which files. Sealed by the server, signed by nobody: what counts is recomputed.
import { textOf, utf8 } from "@/lib/ledger/bytes";
import { canonicalJson } from "@/lib/ledger/canonical-json";
import {
  type Guarded,
  isCount,
  isFlag,
  isInstantText,
  isListOf,
  isObjectOf,
  isOneOf,
  isRecordOf,
  isText,
} from "@/lib/ledger/json-shape";
import { parseJson } from "@/lib/ledger/strict-json";
import { fails, found, type Read } from "@/lib/ledger/verdict";
import { PACK_KIND } from "./pack-layout";

const isPackManifest = isObjectOf({
  v: isOneOf([1]),
  kind: isOneOf([PACK_KIND]),
  origin: isText, // of the governance log
  created: isInstantText,
  review: isObjectOf({ id: isText, reference: isText, version: isCount, status: isText }),
  snapshot: isObjectOf({ sha256: isText, lines: isCount, lineHashes: isText }),
  signatures: isListOf(isText), // folders, in their order
  files: isRecordOf(isObjectOf({ bytes: isCount, sha256: isText })), // all but this one and its seal
  software: isText,
  demo: isFlag,
});

export type PackManifest = Guarded<typeof isPackManifest>;

/** The bytes of the file. Errors: not_json. */
export function formatPackManifest(manifest: PackManifest): Uint8Array {
  return utf8(canonicalJson(manifest));
}

/** The manifest in a file, nothing of it checked but its form. Fails with `framing`. */
export function parsePackManifest(bytes: Uint8Array): Read<PackManifest> {
  const json = jsonIn(bytes);
  if (!json.ok) return json;
  if (isPackManifest(json.value)) return found(json.value);
  return fails(
    "framing",
    "The manifest of the pack lacks a member, or one is not what it must be.",
  );
}

/** Whether a manifest.json says that it is of a review pack, and not of a ledger bundle. Nothing else of it is looked at. */
export function isOfPack(bytes: Uint8Array): boolean {
  const json = jsonIn(bytes);
  return json.ok && isPackLike(json.value);
}

const isPackLike = isObjectOf({ kind: isOneOf([PACK_KIND]) });

const isPackSeal = isObjectOf({ vkey: isText, signature: isText });

/** What manifest.seal says. Nothing of it is believed. Fails with `framing`. */
export function parsePackSeal(bytes: Uint8Array): Read<Guarded<typeof isPackSeal>> {
  const json = jsonIn(bytes);
  if (!json.ok) return json;
  return isPackSeal(json.value) ? found(json.value) : fails("framing", "This is no seal.");
}

function jsonIn(bytes: Uint8Array) {
  const text = textOf(bytes);
  return text === null ? fails("framing", "It is not UTF-8.") : parseJson(text);
}
