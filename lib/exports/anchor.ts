import "server-only";
import { logError } from "@/lib/core/log";
import { toBase64 } from "@/lib/ledger/base64";
import { textOf } from "@/lib/ledger/bytes";
import { describeNote } from "@/lib/ledger/note";
import type { Log } from "@/lib/ledger/origin";
import { getLastSeal } from "@/lib/ledger-store/queries";
import { getCheckpoint } from "@/lib/ledger-store/queries-proofs";
import type { Anchored } from "./provenance";

/** The newest checkpoint of a log as the store has it (IPE-10); in words why there is none to name. */
export async function anchorInForce(log: Log = "governance"): Promise<Anchored> {
  const seal = await getLastSeal(log);
  if (seal === null) return "none";
  try {
    const { origin, size, root, note } = await getCheckpoint(log);
    const described = describeNote(note);
    if (!described.ok) return "unreadable";
    return {
      origin,
      size: Number(size),
      root: toBase64(root),
      keyIds: described.value.signers.map(({ id }) => id),
      signedAt: seal.at.toISOString(),
      note: textOf(note) ?? "",
    };
  } catch (error) {
    logError("export.anchor-missing", error);
    return "unreadable";
  }
}
