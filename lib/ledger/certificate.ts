// ledger.md §10, Certificate: the leaf `ledger.deleted` of `governance` that stands in for entries that were deleted.
import { toBase64 } from "./base64";
import type { JsonObject } from "./canonical-json";
import { TILE_WIDTH } from "./tile";
import type { Range } from "./tree";

/** Every certificate says so, because nobody can know more. */
export const DELETION_SCOPE = "primary store only; backups and replicas are not covered";

/** What stands in the data of the leaf. */
export type DeletionFacts = Range & {
  readonly log: string;
  readonly object: {
    readonly key: string;
    readonly version: string | null;
    readonly sha256: string;
  };
  readonly firstTs: string;
  readonly lastTs: string;
  readonly subtreeRoot: Uint8Array;
  readonly checkpoint: { readonly size: bigint; readonly root: Uint8Array };
  /** Indices in `governance` of the policy and of the plan. */
  readonly policy: bigint;
  readonly planned: bigint;
  readonly holdsChecked: { readonly at: string; readonly governanceSize: bigint };
  readonly deletedAt: string;
  readonly indexRows: number;
  readonly minimumIndex: bigint;
  readonly by: string;
  /** The certificate of a sweep that died and was taken up again. */
  readonly resumed: boolean;
};

/** The data of a `ledger.deleted` leaf, written only after the deletion was read back. */
export function deletionData(facts: DeletionFacts): JsonObject {
  return {
    log: facts.log,
    start: Number(facts.start),
    end: Number(facts.end),
    object: facts.object,
    first_ts: facts.firstTs,
    last_ts: facts.lastTs,
    subtree_root: toBase64(facts.subtreeRoot),
    checkpoint: { size: Number(facts.checkpoint.size), root: toBase64(facts.checkpoint.root) },
    policy: Number(facts.policy),
    planned: Number(facts.planned),
    holds_checked: {
      at: facts.holdsChecked.at,
      governance_size: Number(facts.holdsChecked.governanceSize),
    },
    deleted_at: facts.deletedAt,
    confirmed: { version_gone: true, other_versions: 0, wal_copies: 0 },
    index_rows: facts.indexRows,
    minimum_index: Number(facts.minimumIndex),
    by: facts.by,
    scope: DELETION_SCOPE,
    ...(facts.resumed ? { resumed: true } : {}),
  };
}

/** End of the highest deleted segment, rounded up to whole tiles and at most the tree: no tile client meets half a bundle. */
export function minimumIndex(deletedEnd: bigint, treeSize: bigint): bigint {
  const width = BigInt(TILE_WIDTH);
  const rounded = ((deletedEnd + width - 1n) / width) * width;
  return rounded < treeSize ? rounded : treeSize;
}
