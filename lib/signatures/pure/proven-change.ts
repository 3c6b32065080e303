// A change that the governance log proves: a `.tlog-proof` of a pack, under a key the verifier's user trusts.
import { type BundleSource, readFile } from "@/lib/ledger/bundle-source";
import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { SignedCheckpoint } from "@/lib/ledger/checkpoint";
import { decodeEntry, type EntryBody } from "@/lib/ledger/entry";
import { isInstantText, isJsonObject, isObjectOf, isText } from "@/lib/ledger/json-shape";
import { parseOrigin } from "@/lib/ledger/origin";
import { MAX_PROOF_BYTES, verifyTlogProof } from "@/lib/ledger/tlog-proof";
import { fails, found, type Read } from "@/lib/ledger/verdict";
import type { VerifierKey } from "@/lib/ledger/vkey";

/** What the governance log says of one change, and where it stands there. `takenAt`: when the log took it. */
export type ProvenChange = {
  readonly index: bigint;
  readonly action: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly subjectId: string;
  readonly after: JsonObject;
  readonly occurredAt: string;
  readonly takenAt: string;
  readonly checkpoint: SignedCheckpoint;
};

/** What a proof is asked for: who may vouch, of which log, and which act it must be. */
export type ProofWish = {
  readonly trusted: readonly VerifierKey[];
  readonly origin: string;
  readonly action: string;
};

const CHANGE_LOG = "sys:change-log";

/**
 * The change in a file of the pack. Fails with `framing` (missing, too), `signature`, `unknown_key`, `origin`, `leaf`, `proof`, and
 * `claim` where the entry is another act; each names the file.
 */
export async function provenChange(
  source: BundleSource,
  file: string,
  wish: ProofWish,
): Promise<Read<ProvenChange>> {
  const bytes = await readFile(source, file, MAX_PROOF_BYTES);
  if (!bytes.ok) return bytes;
  const proven = changeIn(bytes.value, wish);
  return proven.ok ? proven : { ...proven, file };
}

function changeIn(bytes: Uint8Array, { trusted, origin, action }: ProofWish): Read<ProvenChange> {
  const proof = verifyTlogProof(bytes, trusted);
  if (!proof.ok) return proof;
  const { entry, index, checkpoint } = proof.value;
  const decoded = decodeEntry(entry ?? new Uint8Array());
  if (!decoded.ok) return { ...decoded, index };
  const { log, idx, ts, body } = decoded.value;
  const isGovernance = parseOrigin(origin)?.log === "governance" && checkpoint.origin === origin;
  if (!isGovernance || log !== origin || idx !== index) {
    return fails("origin", "The proof is not of the governance log that the pack names.", {
      index,
    });
  }
  if (body?.type !== action || body.src.id !== CHANGE_LOG) {
    return fails("claim", `The entry is no change "${action}".`, { index });
  }
  return changeOf(body, { index, takenAt: ts, checkpoint });
}

const isChange = isObjectOf({
  actor: isObjectOf({ kind: isText, id: isText }),
  subject: isObjectOf({ id: isText }),
  occurred_at: isInstantText,
});

function changeOf(
  { type, data }: EntryBody,
  place: Pick<ProvenChange, "index" | "takenAt" | "checkpoint">,
): Read<ProvenChange> {
  const { after } = data;
  if (!isChange(data) || !isJsonObject(after)) {
    return fails("framing", "The entry lacks what a change says.", { index: place.index });
  }
  return found({
    ...place,
    action: type,
    actor: { kind: data.actor.kind, id: data.actor.id },
    subjectId: data.subject.id,
    after,
    occurredAt: data.occurred_at,
  });
}
