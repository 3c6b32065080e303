// ITU-T X.690: what a CMS is written with.

/** A value of a tag over what stands in it. */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return new Uint8Array(Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]));
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return der(0x30, ...parts);
}

/** A SET OF in DER: its members in the order of their bytes (§11.6). */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array {
  return der(0x31, ...parts.toSorted(Buffer.compare));
}

export function octets(bytes: Uint8Array): Uint8Array {
  return der(0x04, bytes);
}

/** A BIT STRING whose last byte has so many bits that do not count. */
export function bits(bytes: Uint8Array, unused: number): Uint8Array {
  return der(0x03, Uint8Array.of(unused), bytes);
}

/** A small number, 0 to 127. */
export function integer(value: number): Uint8Array {
  return der(0x02, Uint8Array.of(value));
}

export function objectId(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  return der(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export const NULL = Uint8Array.of(0x05, 0);

/** The members of a value, each whole. The bytes are those of a certificate that has been read before. */
export function membersOf(value: Uint8Array): Uint8Array[] {
  const members: Uint8Array[] = [];
  const { start, end } = placeOf(value, 0);
  for (let at = start; at < end; ) {
    const member = placeOf(value, at);
    members.push(value.subarray(at, member.end));
    at = member.end;
  }
  return members;
}

function placeOf(bytes: Uint8Array, at: number): { start: number; end: number } {
  const short = bytes[at + 1] ?? 0;
  const more = short < 0x80 ? 0 : short - 0x80;
  let length = more === 0 ? short : 0;
  for (const byte of bytes.subarray(at + 2, at + 2 + more)) length = length * 256 + byte;
  const start = at + 2 + more;
  return { start, end: start + length };
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 + bytes.length, ...bytes]);
}

function base128(number: number): number[] {
  const digits = [number % 128];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift(0x80 + (rest % 128));
  }
  return digits;
}
