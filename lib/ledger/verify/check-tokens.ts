// ledger.md §3.5, Time, and §12: RFC 3161 tokens. Who checks the token itself is handed in: `verify.mjs` asks openssl.
import { tokenName } from "../bundle-layout";
import { readFile } from "../bundle-source";
import { MAX_NOTE_BYTES } from "../note";
import { fails } from "../verdict";
import type { Compared } from "./check-history";
import type { Findings } from "./findings";
import type { OpenBundle } from "./open-bundle";

/** Whether a token is one over SHA-256 of exactly this checkpoint file, by an authority the verifier's user trusts. */
export type TokenCheck = (checkpointFile: Uint8Array, token: Uint8Array) => Promise<boolean>;

const MAX_TOKEN_BYTES = 100_000;

/** Sizes of checkpoints of this history that a token dates. Without `holds` tokens are left alone. Adds `signature`. */
export async function checkTokens(
  bundle: OpenBundle,
  compared: readonly Compared[],
  holds: TokenCheck | null,
  findings: Findings,
): Promise<bigint[]> {
  const dated: bigint[] = [];
  if (holds === null) return dated;
  for (const { holder, name, checkpoint, relation } of compared) {
    const token = tokenName(checkpoint.size);
    if (holder !== "bundle" || !bundle.names.has(token)) continue;
    const [file, response] = [
      await readFile(bundle.source, name, MAX_NOTE_BYTES),
      await readFile(bundle.source, token, MAX_TOKEN_BYTES),
    ];
    if (file.ok && response.ok && (await holds(file.value, response.value))) {
      if (relation === "agrees") dated.push(checkpoint.size);
    } else {
      findings.add(
        fails("signature", "The token does not hold for this checkpoint.", { file: token }),
      );
    }
  }
  return dated;
}
