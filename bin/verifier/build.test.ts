import { createHash } from "node:crypto";
import { isBuiltin } from "node:module";
import { expect, test } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { type Built, buildVerifiers } from "./build";

const files = await buildVerifiers();
const text = (name: Built["name"]) =>
  new TextDecoder().decode(files.find((file) => file.name === name)?.bytes);
const [cli, page] = [text("verify.mjs"), text("verify.html")];

test("the same sources give the same bytes, and the hash of each is that of its bytes", async () => {
  const again = await buildVerifiers();
  expect(again).toEqual(files);
  for (const { bytes, sha256 } of files) {
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  }
});

test("neither says on which machine it was built", () => {
  for (const file of [cli, page]) expect(file).not.toContain(process.cwd());
});

test("verify.mjs needs nothing but Node", () => {
  const imported = [...cli.matchAll(/^import .* from "(.*)";$/gm)].map(([, name = ""]) => name);
  expect(imported.length).toBeGreaterThan(3);
  expect(imported.filter((name) => !isBuiltin(name))).toEqual([]);
  expect(cli).not.toMatch(/\b(?:require|import)\(|@noble/);
});

test("verify.html is one file: nothing is loaded, nothing is sent, and what Node alone has is not in it", () => {
  expect(page).not.toMatch(
    /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import\(|node:/,
  );
  expect(page).not.toMatch(/<(?:link|img|iframe|script [^>]*src)/);
});

test("its policy allows no connection, and exactly the script and the style that stand in it", () => {
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
  const [, script = ""] = /<script>(.*)<\/script>/s.exec(page) ?? [];
  const [, style = ""] = /<style>(.*)<\/style>/s.exec(page) ?? [];
  const hash = (inline: string) =>
    `'sha256-${createHash("sha256").update(utf8(inline)).digest("base64")}'`;
  expect(policy.split("; ")).toEqual([
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test("the licence of the packages in it goes with it", () => {
  expect(page).toContain("The MIT License (MIT)");
  expect(page).toContain("Paul Miller");
  expect(page).toContain("@noble/curves");
  expect(page).toContain("@noble/hashes");
});
