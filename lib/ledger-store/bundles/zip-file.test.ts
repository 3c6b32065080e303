import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { must } from "@/lib/ledger/testing/read";
import { inMemory, nodeInflate } from "@/lib/ledger/testing/zip";
import { openZip } from "@/lib/ledger/zip-read";
import { ZipFile } from "./zip-file";

vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "zip-file-"));
let files = 0;

async function newZip() {
  files += 1;
  const path = join(folder, `${files}.zip`);
  return { path, zip: await ZipFile.create(path) };
}

async function opened(path: string) {
  return must(await openZip(inMemory(new Uint8Array(await readFile(path))), nodeInflate));
}

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(path: string, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await opened(path)).read(name) ?? []) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

test("small and streamed members are read back as they were, and nothing else is left", async () => {
  const { path, zip } = await newZip();
  const [text, random] = [utf8("word ".repeat(1_000)), new Uint8Array(randomBytes(3_000_000))];
  const facts = [
    await zip.add("a.txt", text),
    await zip.addStream("b.bin", pieces(random, 70_001)),
    await zip.add("c.txt", new Uint8Array()),
    await zip.addStream("d.txt", pieces(new Uint8Array(), 1)),
  ];
  const { bytes, sha256 } = await zip.finish();
  const whole = await readFile(path);
  expect(bytes).toBe(whole.length);
  expect(sha256).toBe(createHash("sha256").update(whole).digest("hex"));
  expect(facts.map((fact) => fact.bytes)).toEqual([5_000, 3_000_000, 0, 0]);
  expect((await opened(path)).names).toEqual(["a.txt", "b.bin", "c.txt", "d.txt"]);
  expect(await read(path, "a.txt")).toEqual(text);
  expect(await read(path, "b.bin")).toEqual(random);
  expect(await read(path, "d.txt")).toEqual(new Uint8Array());
  expect(readdirSync(folder)).toEqual([`${files}.zip`]);
});

test("more members than a ZIP without zip64 can name are all found", async () => {
  const { path, zip } = await newZip();
  const names = Array.from({ length: 66_000 }, (_, at) => `${at}`.padStart(6, "0"));
  for (const name of names) await zip.add(name, utf8(name), false);
  await zip.finish();
  expect((await opened(path)).names).toEqual(names);
  expect(await read(path, "065999")).toEqual(utf8("065999"));
});

test("members out of the order of their names are refused, as a verifier would refuse them", async () => {
  const { zip } = await newZip();
  await zip.add("b", utf8("b"));
  await zip.add("a", utf8("a"));
  await expect(zip.finish()).rejects.toThrow("not in its place");
  await zip.abandon();
});

test("a stream that breaks leaves nothing once the file is abandoned, and no file is written over", async () => {
  const { path, zip } = await newZip();
  await expect(ZipFile.create(path)).rejects.toMatchObject({ code: "EEXIST" });
  async function* broken() {
    yield utf8("some");
    throw new Error("the disk");
  }
  await expect(zip.addStream("a", broken())).rejects.toThrow("the disk");
  await zip.abandon();
  expect(readdirSync(folder)).not.toContain(`${files}.zip`);
  expect(readdirSync(folder)).not.toContain(`${files}.zip.spool`);
});
