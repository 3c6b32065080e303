// ledger.md §3.4: Ed25519 verifier keys of c2sp.org/signed-note: the trust anchor that a verifier's user holds (L7).
import { fromBase64, toBase64 } from "./base64";
import { concat, toHex, utf8 } from "./bytes";
import { PUBLIC_KEY_SIZE, sha256 } from "./crypto";
import { LedgerError } from "./ledger-error";
import { fails, found, type Read } from "./verdict";

/** A key that may sign notes under `name`. `id` is the key id in lower-case hex. */
export type VerifierKey = {
  readonly name: string;
  readonly id: string;
  readonly publicKey: Uint8Array;
};

// c2sp.org/signed-note, Signature types: 0x01 is Ed25519 over the note text.
const ED25519 = Uint8Array.of(0x01);
const NEWLINE = Uint8Array.of(0x0a);

/** Bytes of a key id. */
export const KEY_ID_BYTES = 4;

/** A key under a name. Errors: malformed. */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new LedgerError("malformed", `no key name: ${name}`);
  if (publicKey.length !== PUBLIC_KEY_SIZE) throw new LedgerError("malformed", "no Ed25519 key");
  return { name, id: toHex(keyId(name, publicKey)), publicKey: new Uint8Array(publicKey) };
}

/** "key ID = SHA-256(key name || 0x0A || signature type || public key)[:4]" */
function keyId(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(utf8(name), NEWLINE, ED25519, publicKey).slice(0, KEY_ID_BYTES);
}

/** "MUST be non-empty and MUST NOT contain any Unicode spaces or plus (U+002B) characters"; control characters no note may hold. */
export function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !/[\s+\p{Cc}]/u.test(name);
}

/** name+hex(key id)+base64(0x01 ‖ public key) */
export function formatVkey({ name, id, publicKey }: VerifierKey): string {
  return `${name}+${id}+${toBase64(concat(ED25519, publicKey))}`;
}

/** The key of a vkey. Its id is recomputed, so a mistyped one is noticed. Fails with `framing`. */
export function parseVkey(vkey: string): Read<VerifierKey> {
  const [name = "", id = "", ...encoded] = vkey.split("+"); // base64 may hold a plus, names may not
  const typed = fromBase64(encoded.join("+"));
  if (!isKeyName(name) || typed === null) return fails("framing", "This is not a verifier key.");
  if (typed[0] !== ED25519[0] || typed.length !== 1 + PUBLIC_KEY_SIZE) {
    return fails("framing", "This verifier key is not an Ed25519 key.");
  }
  const key = verifierKey(name, typed.slice(1));
  if (key.id === id) return found(key);
  return fails("framing", "The id of this verifier key does not fit its name and key.");
}
