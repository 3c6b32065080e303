import "server-only";
import type { Anchored } from "@/lib/exports/provenance";
import { STORAGE_LABEL } from "@/lib/ledger-store/labels";
import { getStorage } from "@/lib/ledger-store/queries-proofs";

/** LOG-09: where the calls log lies, and who could have written something else before it was anchored. */
export async function storageSentence(anchored: Anchored): Promise<string> {
  const { mode } = await getStorage();
  const since =
    typeof anchored === "string"
      ? "No checkpoint anchors these rows yet"
      : `Until the checkpoint of size ${anchored.size} was signed at ${anchored.signedAt}`;
  return `${STORAGE_LABEL[mode]}. ${since}: until a checkpoint is signed and somebody else holds it, whoever administers this server, its database and its store could have written other entries; from then on that contradicts the checkpoint they hold. Rows beyond the checkpoint are not anchored.`;
}
