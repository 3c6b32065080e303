// ledger.md §12, `manifest.json`: what a bundle says of itself. It is unsigned: everything in it is recomputed.
import { fromBase64, toBase64 } from "./base64";
import { textOf, utf8 } from "./bytes";
import { canonicalJson } from "./canonical-json";
import type { TreeHead } from "./consistency";
import { EMPTY_ROOT } from "./hash";
import {
  type Guarded,
  isCount,
  isFlag,
  isHashText,
  isInstantText,
  isListOf,
  isNullOr,
  isObjectOf,
  isOneOf,
  isRecordOf,
  isText,
} from "./json-shape";
import type { SourceReport } from "./sources";
import { parseJson } from "./strict-json";
import type { Range } from "./tree";
import { fails, found, type Read } from "./verdict";

/** How entries were stored, and whether the signing key had an operating system user of its own: the operator's word. */
export const STORAGES = ["fs", "s3-governance", "s3-compliance"] as const;
export const KEY_SEPARATIONS = ["process", "user"] as const;

const isEdges = isObjectOf({ start: isCount, end: isCount });
const isManifest = isObjectOf({
  v: isOneOf([1]),
  origin: isText,
  created: isInstantText,
  range: isEdges,
  time: isNullOr(isObjectOf({ from: isInstantText, to: isInstantText })),
  tree: isObjectOf({ size: isCount, root: isHashText }),
  minimum_index: isCount,
  storage: isOneOf(STORAGES),
  key_separation: isOneOf(KEY_SEPARATIONS),
  disclosed: isCount,
  withheld: isCount,
  claims: isObjectOf({ range: isFlag, time: isFlag, source: isFlag, filter: isFlag }),
  sources: isListOf(
    isObjectOf({
      id: isText,
      epoch: isNullOr(isText),
      first: isCount,
      last: isCount,
      holes: isListOf(isEdges),
    }),
  ),
  unattested: isListOf(isText),
  files: isRecordOf(isObjectOf({ bytes: isCount, sha256: isText })),
});
type ManifestJson = Guarded<typeof isManifest>;

/** One file of the bundle, by its SHA-256 in lower-case hex. */
export type FileFact = ManifestJson["files"][string];

/** The four statements of §11, each made or not made. */
export const STATEMENTS = ["range", "time", "source", "filter"] as const;
export type Statement = (typeof STATEMENTS)[number];

export type Manifest = {
  readonly origin: string;
  /** When the bundle was made: the only member in which two exports of one request differ. */
  readonly created: string;
  readonly range: Range;
  /** The period asked for, [from, to) by `ts`; null where indices were asked for. */
  readonly time: ManifestJson["time"];
  readonly tree: TreeHead;
  readonly minimumIndex: bigint;
  readonly storage: ManifestJson["storage"];
  readonly keySeparation: ManifestJson["key_separation"];
  /** Entries of the range that are in `entries.ndjson`, and that are not. Boundary witnesses count as neither. */
  readonly disclosed: bigint;
  readonly withheld: bigint;
  readonly claims: Readonly<Record<Statement, boolean>>;
  /** Over the disclosed entries of the range. */
  readonly sources: readonly SourceReport[];
  readonly unattested: readonly string[];
  /** Every file of the bundle but the manifest itself. */
  readonly files: ReadonlyMap<string, FileFact>;
};

/** The bytes of the file. Errors: not_json. */
export function formatManifest(manifest: Manifest): Uint8Array {
  const { range, tree, files } = manifest;
  const json: ManifestJson = {
    v: 1,
    origin: manifest.origin,
    created: manifest.created,
    range: { start: Number(range.start), end: Number(range.end) },
    time: manifest.time,
    tree: { size: Number(tree.size), root: toBase64(tree.root) },
    minimum_index: Number(manifest.minimumIndex),
    storage: manifest.storage,
    key_separation: manifest.keySeparation,
    disclosed: Number(manifest.disclosed),
    withheld: Number(manifest.withheld),
    claims: manifest.claims,
    sources: manifest.sources,
    unattested: manifest.unattested,
    files: Object.fromEntries(files),
  };
  return utf8(canonicalJson(json));
}

/** The manifest in a file, nothing of it checked but its form. Fails with `framing`. */
export function parseManifest(bytes: Uint8Array): Read<Manifest> {
  const text = textOf(bytes);
  if (text === null) return fails("framing", "The manifest is not UTF-8.");
  const json = parseJson(text);
  if (!json.ok) return json;
  if (isManifest(json.value)) return found(manifestOf(json.value));
  return fails("framing", "The manifest lacks a member, or one is not what it must be.");
}

function manifestOf(json: ManifestJson): Manifest {
  const { origin, created, time, storage, claims, sources, unattested } = json;
  return {
    ...{ origin, created, time, storage, claims, sources, unattested },
    range: { start: BigInt(json.range.start), end: BigInt(json.range.end) },
    tree: { size: BigInt(json.tree.size), root: fromBase64(json.tree.root) ?? EMPTY_ROOT },
    minimumIndex: BigInt(json.minimum_index),
    keySeparation: json.key_separation,
    disclosed: BigInt(json.disclosed),
    withheld: BigInt(json.withheld),
    files: new Map(Object.entries(json.files)),
  };
}
