// ledger.md §3.4: c2sp.org/signed-note: text signed by one or more keys.
import { fromBase64, toBase64 } from "./base64";
import { concat, fromHex, textOf, toHex, utf8 } from "./bytes";
import { ed25519Verify, SIGNATURE_SIZE } from "./crypto";
import { LedgerError } from "./ledger-error";
import { fails, found, type Read } from "./verdict";
import { isKeyName, KEY_ID_BYTES, type VerifierKey } from "./vkey";

/** Whoever holds a private key. Signing stays outside: L6, who takes events cannot sign. */
export type NoteSigner = {
  readonly key: VerifierKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
};

/** A note that at least one trusted key signed. `text` ends in LF; `keys` are those whose signatures were verified. */
export type OpenedNote = { readonly text: string; readonly keys: readonly VerifierKey[] };

type SignatureLine = { readonly name: string; readonly id: string; readonly signature: Uint8Array };

// "MUST accept at least up to 16 signatures"; "post-quantum signatures can be up to nearly 5kB": room for both, and an end.
const MAX_SIGNATURES = 100;
export const MAX_NOTE_BYTES = 1_000_000;

/** A note over `text`, one line per signer in the given order. Errors: malformed. */
export function signNote(text: string, signers: readonly NoteSigner[]): Uint8Array {
  if (!isNoteText(text) || signers.length === 0) throw new LedgerError("malformed", "no note text");
  const lines = signers.map(({ key, sign }) => {
    const signature = sign(utf8(text));
    const id = fromHex(key.id);
    if (id === null || signature.length !== SIGNATURE_SIZE) {
      throw new LedgerError("malformed", `no signature by ${key.name}`);
    }
    return `— ${key.name} ${toBase64(concat(id, signature))}\n`;
  });
  return utf8(`${text}\n${lines.join("")}`);
}

/**
 * The text of a note, if a trusted key vouches for it: a line with an unknown name or id is ignored, a known one that fails
 * rejects the note, and so does none known. Fails with `framing`, `signature` or `unknown_key`.
 */
export function openNote(note: Uint8Array, trusted: readonly VerifierKey[]): Read<OpenedNote> {
  const parts = splitNote(note);
  if (!parts.ok) return parts;
  const { text, signatures } = parts.value;
  const message = utf8(text);
  const keys: VerifierKey[] = [];
  for (const { name, id, signature } of signatures) {
    // Two trusted keys may share name and id only by an attack on 32 bits; then both must have signed.
    for (const key of trusted.filter((known) => known.name === name && known.id === id)) {
      if (!ed25519Verify(key.publicKey, message, signature)) {
        return fails("signature", `The signature of ${name}+${id} does not fit the text.`);
      }
      if (!keys.includes(key)) keys.push(key);
    }
  }
  if (keys.length > 0) return found({ text, keys });
  return fails("unknown_key", "No trusted key has signed this note.");
}

/** Text and claimed signers of a note, to show or to file them: nothing is verified here. Fails with `framing`. */
export function describeNote(note: Uint8Array): Read<{
  text: string;
  signers: readonly { name: string; id: string }[];
}> {
  const parts = splitNote(note);
  if (!parts.ok) return parts;
  const { text, signatures } = parts.value;
  return found({ text, signers: signatures.map(({ name, id }) => ({ name, id })) });
}

/** "the text is separated from the signatures by the last empty line in the note" */
function splitNote(note: Uint8Array): Read<{ text: string; signatures: readonly SignatureLine[] }> {
  const whole = note.length > MAX_NOTE_BYTES ? null : textOf(note);
  if (whole === null) return fails("framing", "The note is not UTF-8 text of a bearable size.");
  const cut = whole.lastIndexOf("\n\n");
  const text = whole.slice(0, cut + 1);
  const lines = whole.slice(cut + 2).split("\n");
  if (cut < 0 || !isNoteText(text) || lines.pop() !== "" || lines.length > MAX_SIGNATURES) {
    return fails("framing", "The note is not a text, an empty line and signature lines.");
  }
  const signatures = lines.map(parseSignatureLine).filter((line) => line !== null);
  if (lines.length > 0 && signatures.length === lines.length) return found({ text, signatures });
  return fails("framing", "The note holds a line that is no signature line.");
}

/** "MUST be valid UTF-8 and MUST NOT contain any ASCII control characters (those below U+0020) other than newline" */
function isNoteText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
  return text.endsWith("\n") && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}

/** "em dash (U+2014), space (U+0020), key name, space, base64-encoded signature, newline" */
function parseSignatureLine(line: string): SignatureLine | null {
  const [dash, name, encoded, ...more] = line.split(" ");
  if (dash !== "—" || name === undefined || encoded === undefined || more.length > 0) return null;
  const bytes = isKeyName(name) ? fromBase64(encoded) : null;
  if (bytes === null || bytes.length <= KEY_ID_BYTES) return null;
  const id = toHex(bytes.slice(0, KEY_ID_BYTES));
  return { name, id, signature: bytes.slice(KEY_ID_BYTES) };
}
