// RFC 3161: a request for a token over a file, and what of the response must fit it. The signature is for its reader (openssl).
import { concat, equalBytes } from "@/lib/ledger/bytes";
import { sha256 } from "@/lib/ledger/crypto";

// ITU-T X.690: the tags that occur, and the form of what they hold.
const BOOLEAN_TRUE = Uint8Array.of(0x01, 1, 0xff);
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const NULL = Uint8Array.of(0x05, 0);
const SEQUENCE = 0x30;
const EXPLICIT_0 = 0xa0;

// RFC 5754 §2: id-sha256, 2.16.840.1.101.3.4.2.1, as a whole object identifier.
const SHA256 = Uint8Array.of(0x06, 9, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01);
const VERSION_1 = Uint8Array.of(INTEGER, 1, 1);

// RFC 3161 §2.4.2, PKIStatus: granted, grantedWithMods.
const GRANTED = [0, 1];

/** TimeStampReq over SHA-256 of a file, with a nonce of 8 bytes, asking for the certificate of the authority. */
export function timeStampRequest(file: Uint8Array, nonce: Uint8Array): Uint8Array {
  return timeStampRequestOver(sha256(file), nonce);
}

/** The same where the SHA-256 of the file is known. */
export function timeStampRequestOver(hash: Uint8Array, nonce: Uint8Array): Uint8Array {
  const algorithm = der(SEQUENCE, SHA256, NULL);
  const imprint = der(SEQUENCE, algorithm, der(OCTET_STRING, hash));
  return der(SEQUENCE, VERSION_1, imprint, der(INTEGER, positive(nonce)), BOOLEAN_TRUE);
}

/** What is wrong with a TimeStampResp, as a sentence; null where its status, imprint and nonce fit the request. */
export function timeStampFault(
  response: Uint8Array,
  file: Uint8Array,
  nonce: Uint8Array,
): string | null {
  return timeStampFaultOver(response, sha256(file), nonce);
}

/** The same where the SHA-256 of the file is known. */
export function timeStampFaultOver(
  response: Uint8Array,
  expected: Uint8Array,
  nonce: Uint8Array,
): string | null {
  const [status, token] = inside(first(response));
  const code = inside(status)[0]?.content;
  if (code?.length !== 1 || !GRANTED.includes(code[0] ?? -1)) {
    return `The authority did not grant a token (status ${code?.[0] ?? "unknown"}).`;
  }
  const [, , imprint, , , ...rest] = tokenInfo(token);
  const [algorithm, hash] = inside(imprint);
  const [oid] = inside(algorithm);
  const isOurs =
    oid !== undefined &&
    equalBytes(oid.whole, SHA256) &&
    hash?.tag === OCTET_STRING &&
    equalBytes(hash.content, expected);
  if (!isOurs) return "The token is not over this file.";
  const echoed = rest.find(({ tag }) => tag === INTEGER);
  if (echoed !== undefined && equalBytes(echoed.content, positive(nonce))) return null;
  return "The token answers another request: its nonce is not ours.";
}

/** The members of TSTInfo, out of ContentInfo, SignedData and EncapsulatedContentInfo (RFC 5652 §3, §5.1, §5.2). */
function tokenInfo(token: Item | undefined): readonly Item[] {
  const [, content] = inside(token);
  const [signedData] = content?.tag === EXPLICIT_0 ? items(content.content) : [];
  const [, , encapsulated] = inside(signedData);
  const [, wrapped] = inside(encapsulated);
  const [octets] = wrapped?.tag === EXPLICIT_0 ? items(wrapped.content) : [];
  return octets?.tag === OCTET_STRING ? inside(first(octets.content)) : [];
}

type Item = { readonly tag: number; readonly content: Uint8Array; readonly whole: Uint8Array };

function first(bytes: Uint8Array): Item | undefined {
  return items(bytes)[0];
}

/** The members of a sequence; none where it is none. */
function inside(item: Item | undefined): readonly Item[] {
  return item?.tag === SEQUENCE ? items(item.content) : [];
}

/** Values that stand one after the other; what cannot be read ends them. */
function items(bytes: Uint8Array): readonly Item[] {
  const found: Item[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = headAt(bytes, at);
    if (head === null) return found;
    const end = head.start + head.length;
    const whole = bytes.subarray(at, end);
    found.push({ tag: head.tag, content: bytes.subarray(head.start, end), whole });
    at = end;
  }
  return found;
}

function headAt(bytes: Uint8Array, at: number) {
  const [tag, short] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || short === undefined) return null;
  const more = short < 0x80 ? 0 : short - 0x80;
  if (more > 4 || short === 0x80) return null;
  let length = more === 0 ? short : 0;
  for (const byte of bytes.subarray(at + 2, at + 2 + more)) length = length * 256 + byte;
  const start = at + 2 + more;
  return start + length <= bytes.length ? { tag, start, length } : null;
}

function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concat(...parts);
  if (content.length > 0xff) throw new Error("a request for a token is short");
  const { length } = content;
  const size = length < 0x80 ? Uint8Array.of(length) : Uint8Array.of(0x81, length);
  return concat(Uint8Array.of(tag), size, content);
}

/** A number above zero without leading zeros, as DER wants it. */
function positive(nonce: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0x01), nonce);
}
