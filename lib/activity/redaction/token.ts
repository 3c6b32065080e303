// gateway-logs §7.4: what stands in the place of a value that is not kept. Same value, same installation, same key: same token.
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/** A key for tokens. `id` stands in each token, so that one made under another key is told apart. */
export type TokenKey = { readonly id: string; readonly bytes: Uint8Array };

/** A token, and what a redaction that failed leaves: neither is looked into again. */
const SETTLED = /\[(?:[a-z_]+:[a-z0-9]+:[a-z2-7]{26}|redaction_failed:[a-z]+)\]/g;
const TOKEN = /\[([a-z_]+):[a-z0-9]+:[a-z2-7]{26}\]/;

const KEY_BYTES = 32;
const HASH_BYTES = 16;
const SEPARATOR = Uint8Array.of(0);
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648 §6, in lower case and without padding

/** The key of an installation: HKDF-SHA256 (RFC 5869) of its master secret. `keyId`: lower-case letters and digits. */
export function tokenKey(master: string | Uint8Array, installation: string, keyId: string) {
  if (!/^[a-z0-9]+$/.test(keyId)) throw new Error(`no id of a token key: ${keyId}`);
  const info = `redact|${installation}|${keyId}`;
  const bytes = new Uint8Array(hkdfSync("sha256", master, new Uint8Array(), info, KEY_BYTES));
  return { id: keyId, bytes } satisfies TokenKey;
}

/** `[type:keyid:hash]` of a value in its normalised form. */
export function tokenOf(key: TokenKey, type: string, normalised: string): string {
  return `[${type}:${key.id}:${keyedHash(key, type, normalised)}]`;
}

/** 26 characters that say whether two values are the same, and to nobody without the key what they are. */
export function keyedHash(key: TokenKey, type: string, value: string | Uint8Array): string {
  const hmac = createHmac("sha256", prepared(key)).update(type).update(SEPARATOR).update(value);
  return base32(hmac.digest().subarray(0, HASH_BYTES));
}

// Making a key of bytes costs four times as much as using it, and each record has several hashes.
const PREPARED = new WeakMap<TokenKey, KeyObject>();

function prepared(key: TokenKey): KeyObject {
  const known = PREPARED.get(key);
  if (known) return known;
  const made = createSecretKey(key.bytes);
  PREPARED.set(key, made);
  return made;
}

/** Whether a text holds a token, or says that a redaction failed. */
export function holdsToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Whether a text is nothing but a token or a failed redaction. */
export function isSettled(text: string): boolean {
  return text.startsWith("[") && text.replace(SETTLED, "") === "";
}

/** The text with each token blotted out, so that nothing finds a match in it or across it. Positions stay. */
export function withoutTokens(text: string): string {
  return text.includes("[") ? text.replace(SETTLED, (token) => BLOT.repeat(token.length)) : text;
}

/** Ends whatever a detector follows: none of them goes on over a line but for the block of a private key. */
export const BLOT = "\n";

function base32(bytes: Uint8Array): string {
  let [text, bits, held] = ["", 0, 0];
  for (const byte of bytes) {
    bits = ((bits & 0x1f) << 8) | byte; // at most 4 bits are held over
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += ALPHABET[(bits >> held) & 0x1f];
    }
  }
  return held === 0 ? text : text + ALPHABET[(bits << (5 - held)) & 0x1f];
}
