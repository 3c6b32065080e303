import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "./base64";
import { utf8 } from "./bytes";
import { seededRandom } from "./testing/random";

// RFC 4648 §10.
test.each([
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
  ["fooba", "Zm9vYmE="],
  ["foobar", "Zm9vYmFy"],
])("%j has its published text", (text, encoded) => {
  expect(toBase64(utf8(text))).toBe(encoded);
  expect(fromBase64(encoded)).toEqual(utf8(text));
});

test("any bytes come back, and agree with another implementation", () => {
  const random = seededRandom(4648);
  for (let length = 0; length < 300; length += 1) {
    const bytes = random.bytes(length);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  }
});

test.each([
  ["no padding", "Zg"],
  ["half a padding", "Zg="],
  ["padding alone", "===="],
  ["too much padding", "Z==="],
  ["padding inside", "Zg==Zg=="],
  ["spare bits", "Zh=="],
  ["spare bits before one sign", "Zm9="],
  ["the URL alphabet", "-_-_"],
  ["a line break", "Zm9v\n"],
  ["a space", "Zm 9"],
  ["another script", "Zm9é"],
])("%s is refused", (_name, text) => {
  expect(fromBase64(text)).toBeNull();
});
