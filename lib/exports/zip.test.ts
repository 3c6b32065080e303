import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { forgetZipTimes, zipOf } from "./zip";

const entries = [{ name: "a.csv", bytes: new TextEncoder().encode("a,b\r\n") }];

test("PCK-05: the same files give the same ZIP, whenever it is made", async () => {
  expect(Buffer.compare(await zipOf(entries), await zipOf(entries))).toBe(0);
});

test("a time that another writer put in is taken out, in both places where a ZIP keeps it", async () => {
  const plain = Buffer.from(await zipOf(entries));
  const stamped = Buffer.from(plain);
  const central = stamped.readUInt32LE(stamped.length - 6);
  stamped.writeUInt32LE(0x5b755b75, central + 12);
  stamped.writeUInt32LE(0x5b755b75, 10);
  expect(forgetZipTimes(stamped).readUInt32LE(10)).toBe(0x00210000);
  expect(stamped.readUInt32LE(central + 12)).toBe(0x00210000);
});

test("what is no ZIP is not touched", () => {
  expect(() => forgetZipTimes(Buffer.from("not a zip at all, only text"))).toThrow("not a ZIP");
});
