// What can happen to a sound body on its way, or in the hands of somebody who means harm.
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { Chance } from "./chance";

type Damage = (body: Buffer, chance: Chance) => Buffer;

/** A body after none, one or several accidents. */
export function damaged(body: Buffer, chance: Chance): Buffer {
  const times = chance.pick([0, 1, 1, 2, 4]);
  return Array.from({ length: times }).reduce<Buffer>(
    (now) => chance.pick(DAMAGES)(now, chance),
    body,
  );
}

const DEPTH = 10_000;
const LONG = 200_000;

const DAMAGES: readonly [Damage, ...Damage[]] = [
  (body, chance) => body.subarray(0, place(body, chance)),
  (body, chance) => body.subarray(place(body, chance)),
  flipped,
  (body, chance) => spliced(body, chance, chance.bytes(1 + chance.below(40))),
  (body, chance) => spliced(body, chance, body.subarray(0, place(body, chance))),
  (body, chance) => spliced(body, chance, Buffer.from(chance.pick(HOSTILE))),
  (body, chance) => replaced(body, chance, /-?\d+(?:\.\d+)?/g, chance.pick(NUMBERS)),
  (body, chance) => replaced(body, chance, /"[^"\\]*"/g, JSON.stringify("x".repeat(LONG))),
  (body, chance) => replaced(body, chance, /"[^"\\]*"/g, chance.pick(STRINGS)),
  (body, chance) => replaced(body, chance, /[{[]/g, chance.pick(NESTED)),
  (body, chance) =>
    replaced(body, chance, /"[^"\\]*":[^,}[{]+,/g, '"id":1,"id":"2","__proto__":{},'),
  (body) => Buffer.from(body.toString("latin1"), "utf16le"),
  (body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
  (_body, chance) => chance.bytes(chance.below(2_000)),
  (body) => Buffer.concat([body, body]),
  () => Buffer.alloc(0),
];

const HOSTILE: readonly [string, ...string[]] = [
  "\u0000",
  "\n",
  "}",
  "]",
  '"',
  "\\ud800",
  "\u2028",
  '{"constructor":{"prototype":{}}}',
  " ".repeat(10_000),
  "\n".repeat(10_000),
  ",".repeat(10_000),
];
const NUMBERS: readonly [string, ...string[]] = [
  "1e999",
  "-1e999",
  "-0",
  "18446744073709551616",
  "9".repeat(400),
  "1e-400",
  "NaN",
  "-9223372036854775809",
  `0.${"3".repeat(2_000)}`,
];
const STRINGS: readonly [string, ...string[]] = [
  '"\\ud800"',
  '"\\u0000"',
  '"+1 415 5 +1 415 5 +1 415 5 +1 415 5"',
  `"${"1 ".repeat(4_000)}"`,
  `"${"a@".repeat(4_000)}"`,
  `"${"[{".repeat(2_000)}"`,
  '"cs_password=hunter2&token=abc"',
  "null",
  "{}",
  "[]",
  "true",
];
const NESTED: readonly [string, ...string[]] = [
  "[".repeat(DEPTH),
  '{"a":'.repeat(DEPTH),
  `${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}`,
  '{"arrayValue":{"values":['.repeat(1_000),
];

function place(body: Buffer, chance: Chance): number {
  return body.length === 0 ? 0 : chance.below(body.length);
}

function flipped(body: Buffer, chance: Chance): Buffer {
  const copy = Buffer.from(body);
  for (let times = 1 + chance.below(8); times > 0 && copy.length > 0; times -= 1) {
    const at = place(copy, chance);
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
  }
  return copy;
}

function spliced(body: Buffer, chance: Chance, part: Buffer): Buffer {
  const at = place(body, chance);
  return Buffer.concat([body.subarray(0, at), part, body.subarray(at)]);
}

/** One of the places that a pattern finds, with other text in it. */
function replaced(body: Buffer, chance: Chance, pattern: RegExp, text: string): Buffer {
  const before = body.toString("latin1");
  const found = [...before.matchAll(pattern)];
  const match = found[found.length === 0 ? 0 : chance.below(found.length)];
  if (!match) return body;
  const after = before.slice(match.index + match[0].length);
  return Buffer.from(before.slice(0, match.index) + text + after, "latin1");
}

export type Packed = { readonly body: Buffer; readonly encoding: string | null };

const MIB = 1_024 * 1_024;
let bomb: Buffer | undefined;

/** The body as it goes over the wire: packed, packed badly, labelled wrongly, or as it is. */
export function packed(body: Buffer, chance: Chance): Packed {
  if (chance.onceIn(400)) {
    bomb ??= gzipSync(Buffer.alloc(100 * MIB, 0x20));
    return { body: bomb, encoding: "gzip" };
  }
  const ways: readonly [() => Packed, ...(() => Packed)[]] = [
    () => ({ body, encoding: null }),
    () => ({ body, encoding: null }),
    () => ({ body: gzipSync(body), encoding: "gzip" }),
    () => ({ body: gzipSync(body), encoding: null }),
    () => ({ body: deflateSync(body), encoding: "deflate" }),
    () => ({ body: deflateRawSync(body), encoding: "deflate" }),
    () => ({ body: flipped(gzipSync(body), chance), encoding: "gzip" }),
    () => ({ body: gzipSync(body).subarray(0, 20), encoding: "gzip" }),
    () => ({ body: gzipSync(gzipSync(body)), encoding: "gzip" }),
    () => ({ body: Buffer.concat([gzipSync(body), body]), encoding: "gzip" }),
    () => ({ body, encoding: "gzip" }),
    () => ({ body, encoding: chance.pick(["br", "zstd", "gzip, gzip", "identity", "x", ""]) }),
  ];
  return chance.pick(ways)();
}
