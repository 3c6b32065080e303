// ledger.md §10, Certificate, and §11, statement 2: believing that entries were deleted by the rules, and when they ended.
import { fromBase64 } from "./base64";
import { equalBytes } from "./bytes";
import type { JsonObject } from "./canonical-json";
import { DELETION_SCOPE } from "./certificate";
import { decodeEntry } from "./entry";
import { rootOfLeaves } from "./frontier";
import { EMPTY_ROOT } from "./hash";
import { isCount, isHashText, isInstantText, isObjectOf, isOneOf, isText } from "./json-shape";
import { parseOrigin } from "./origin";
import { verifyTlogProof } from "./tlog-proof";
import type { Range } from "./tree";
import { fails, found, HOLDS, type Read, type Verdict } from "./verdict";
import type { VerifierKey } from "./vkey";

/** What a proven certificate says of a deleted stretch of `log`. `data` holds the rest, for people. */
export type DeletedStretch = Range & {
  readonly log: string;
  readonly firstTs: string;
  readonly lastTs: string;
  readonly subtreeRoot: Uint8Array;
  readonly data: JsonObject;
};

/**
 * A certificate for entries of `origin`: proved to stand in the `governance` log of the same installation, written by the
 * sealer, and saying that nothing was left over. Fails with the reasons of a proof, or `framing`, `origin`, `claim`.
 */
export function verifyCertificate(
  proof: Uint8Array,
  origin: string,
  trusted: readonly VerifierKey[],
): Read<DeletedStretch> {
  const proven = verifyTlogProof(proof, trusted);
  if (!proven.ok) return proven;
  const { entry, index, checkpoint } = proven.value;
  const decoded = decodeEntry(entry ?? new Uint8Array());
  if (!decoded.ok) return { ...decoded, index };
  const { log, idx, body } = decoded.value;
  if (log !== checkpoint.origin || idx !== index || !isSibling(log, origin)) {
    return fails("origin", "The certificate is not of the governance log beside this one.", {
      index,
    });
  }
  if (body?.type !== "ledger.deleted" || body.src.id !== "sys:sealer") {
    return fails("claim", "The entry is no certificate of a deletion.", { index });
  }
  const stretch = stretchOf(body.data);
  if (stretch === null) return fails("framing", "The certificate lacks a member.", { index });
  if (stretch.log !== origin)
    return fails("origin", "The certificate is about another log.", { index });
  return found(stretch);
}

/** Whether kept leaf hashes of a deleted stretch are those the certificate was written over. Fails with `leaf`. */
export function compareDeleted(stretch: DeletedStretch, leaves: readonly Uint8Array[]): Verdict {
  const root = rootOfLeaves(leaves);
  const fits = BigInt(leaves.length) === stretch.end - stretch.start;
  return fits && equalBytes(root, stretch.subtreeRoot)
    ? HOLDS
    : fails("leaf", "The kept hashes are not those of the deleted entries.", {
        index: stretch.start,
      });
}

function isSibling(governance: string, origin: string): boolean {
  const [sibling, own] = [parseOrigin(governance), parseOrigin(origin)];
  return sibling !== null && sibling.log === "governance" && sibling.base === own?.base;
}

/** The members a check leans on. A certificate that confesses a left-over copy, or promises more than it can, is none. */
const isDeletion = isObjectOf({
  log: isText,
  start: isCount,
  end: isCount,
  first_ts: isInstantText,
  last_ts: isInstantText,
  subtree_root: isHashText,
  confirmed: isObjectOf({
    version_gone: isOneOf([true]),
    other_versions: isOneOf([0]),
    wal_copies: isOneOf([0]),
  }),
  scope: isOneOf([DELETION_SCOPE]),
});

function stretchOf(data: JsonObject): DeletedStretch | null {
  if (!isDeletion(data)) return null;
  const { log, start, end, first_ts: firstTs, last_ts: lastTs, subtree_root: root } = data;
  if (start >= end || firstTs > lastTs) return null;
  const subtreeRoot = fromBase64(root) ?? EMPTY_ROOT;
  return { log, start: BigInt(start), end: BigInt(end), firstTs, lastTs, subtreeRoot, data };
}
