import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { seededRandom } from "@/lib/ledger/testing/random";
import { decompress } from "./decompress";
import { MAX_BODY_BYTES, MAX_COMPRESSED_BYTES } from "./limits";

const never = new AbortController().signal;
const body = Buffer.from('{"tool":"echo"}\n'.repeat(500));
const plain = (bytes: Uint8Array, encoding: string | null) => decompress(bytes, encoding, never);
const noise = (length: number) => {
  const random = seededRandom(3);
  return Buffer.from(Array.from({ length }, () => random.below(256)));
};

test.each([
  ["gzip", gzipSync(body), "gzip"],
  ["gzip by its old name, in capitals", gzipSync(body), "X-GZIP"],
  ["deflate as zlib writes it", deflateSync(body), "deflate"],
  ["deflate without zlib's frame", deflateRawSync(body), "deflate"],
  ["nothing", body, "identity"],
  ["nothing, said twice", body, " identity, identity"],
  ["gzip that nobody announced", gzipSync(body), null],
  ["gzip that is announced as nothing", gzipSync(body), "identity"],
  ["gzip that is announced as deflate", gzipSync(body), "deflate"],
  ["zlib that nobody announced", deflateSync(body), ""],
  ["zlib that is announced as gzip", deflateSync(body), "gzip"],
  ["what a proxy unpacked and left announced", body, "gzip"],
  ["what a proxy unpacked and left announced as deflate", body, "deflate"],
  ["zeros that pad gzip", Buffer.concat([gzipSync(body), Buffer.alloc(512)]), "gzip"],
  ["zeros that pad zlib", Buffer.concat([deflateSync(body), Buffer.alloc(512)]), "deflate"],
])("a body with %s comes out as it was", async (_, bytes, encoding) => {
  expect(Buffer.from(await plain(bytes, encoding)).equals(body)).toBe(true);
});

test("gzip members in a row are one body", async () => {
  const members = Buffer.concat([gzipSync(body), gzipSync("{}"), gzipSync(body)]);
  const joined = Buffer.concat([body, Buffer.from("{}"), body]);
  expect(Buffer.from(await plain(members, "gzip")).equals(joined)).toBe(true);
});

test("an unpacked body with a byte order mark is taken as it is", async () => {
  const marked = Buffer.concat([Buffer.from("\ufeff"), body]);
  expect(await plain(marked, "gzip")).toEqual(marked);
});

test("an unpacked OTLP message that says gzip is taken as it is", async () => {
  const message = Uint8Array.of(0x0a, 0x05, 0x0a, 0x03, 0x0a, 0x01, 0x00);
  expect(await plain(message, "gzip")).toEqual(message);
});

test("an empty body is empty, whatever it says", async () => {
  expect(await plain(new Uint8Array(), "gzip")).toHaveLength(0);
  expect(await plain(gzipSync(""), "gzip")).toHaveLength(0);
});

test.each([
  ["cut off", gzipSync(body).subarray(0, -9), "gzip"],
  ["with a wrong checksum", withLastByte(gzipSync(body)), "gzip"],
  ["of noise", Buffer.concat([Buffer.of(0x80), noise(500)]), "gzip"],
  ["of noise without a frame", Buffer.concat([Buffer.of(0x07), noise(500)]), "deflate"],
  ["with words behind gzip", Buffer.concat([gzipSync(body), Buffer.from("{}")]), "gzip"],
  ["with words behind zlib", Buffer.concat([deflateSync(body), Buffer.from("{}")]), "deflate"],
  ["with words behind deflate", Buffer.concat([deflateRawSync(body), body]), "deflate"],
  ["compressed with br", body, "br"],
  ["compressed twice", gzipSync(gzipSync(body)), "gzip, gzip"],
])("a body %s is refused", async (_, bytes, encoding) => {
  await expect(plain(bytes, encoding)).rejects.toMatchObject({ code: "invalid_input" });
});

test("a body may grow to the limit and not beyond, in one member or in two", async () => {
  const half = gzipSync(Buffer.alloc(MAX_BODY_BYTES / 2));
  expect(await plain(Buffer.concat([half, half]), "gzip")).toHaveLength(MAX_BODY_BYTES);
  const over = Buffer.concat([half, half, gzipSync("x")]);
  await expect(plain(over, "gzip")).rejects.toMatchObject({
    code: "too_large",
    message: "This body grows to more than 64 MiB. Send fewer records at once.",
  });
});

test("a body that would grow a thousandfold is given up at the limit, without the memory", async () => {
  const bomb = Buffer.concat(Array(20).fill(gzipSync(Buffer.alloc(MAX_BODY_BYTES))));
  const before = process.memoryUsage().arrayBuffers;
  await expect(plain(bomb, "gzip")).rejects.toMatchObject({ code: "too_large" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * MAX_BODY_BYTES);
});

test("what is received is bounded: compressed sooner than plain", async () => {
  const long = new Uint8Array(MAX_COMPRESSED_BYTES + 1);
  expect(await plain(long, null)).toHaveLength(long.length);
  long.set([0x1f, 0x8b, 8]);
  await expect(plain(long, null)).rejects.toMatchObject({ code: "too_large" });
  const longer = new Uint8Array(MAX_BODY_BYTES + 1);
  await expect(plain(longer, null)).rejects.toMatchObject({ code: "too_large" });
});

test("a deadline ends the work, and asks for it again later", async () => {
  const slow = gzipSync(Buffer.alloc(MAX_BODY_BYTES));
  await expect(decompress(slow, "gzip", AbortSignal.abort())).rejects.toMatchObject({
    code: "unavailable",
  });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1);
  await expect(decompress(slow, "gzip", controller.signal)).rejects.toMatchObject({
    code: "unavailable",
  });
});

function withLastByte(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.length - 8; // the checksum, RFC 1952 §2.3.1
  copy.writeUInt32LE((copy.readUInt32LE(at) ^ 1) >>> 0, at);
  return copy;
}
