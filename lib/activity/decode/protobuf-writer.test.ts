import { expect, test } from "vitest";
import { ProtobufReader } from "./protobuf-reader";
import { integerField, join, messageField, textField } from "./protobuf-writer";

test.each([1n, 127n, 128n, 300n, 2n ** 32n, 2n ** 63n - 1n, -1n])("%s is read back", (value) => {
  const reader = new ProtobufReader(integerField(536_870_911, value));
  expect(reader.next()).toEqual({ field: 536_870_911, type: 0 });
  expect(BigInt.asIntN(64, reader.varint())).toBe(value);
  expect(reader.next()).toBeNull();
});

test("defaults are not written, and an empty message is", () => {
  expect(join(integerField(1, 0n), textField(2, ""))).toHaveLength(0);
  expect(messageField(3)).toEqual(Uint8Array.of(0x1a, 0));
});

test("a text inside a message is read back", () => {
  const outer = new ProtobufReader(messageField(1, textField(16, "é".repeat(200))));
  expect(outer.next()).toEqual({ field: 1, type: 2 });
  const inner = new ProtobufReader(outer.bytes());
  expect(inner.next()).toEqual({ field: 16, type: 2 });
  expect(inner.text()).toBe("é".repeat(200));
});
