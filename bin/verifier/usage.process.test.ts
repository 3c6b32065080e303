import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { utf8 } from "@/lib/ledger/bytes";
import { formatPolicy } from "@/lib/ledger/policy";
import { sampleBundle } from "@/lib/ledger/testing/memory-bundle";
import { SampleLog } from "@/lib/ledger/testing/sample-log";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { CALLS_KEY } from "@/lib/ledger/testing/verify";
import { formatVkey } from "@/lib/ledger/vkey";
import { freshFolder } from "../test/processes.mjs";
import { directoryAt, fileOf, zipAt } from "./testing/bundles";
import { verified, verifier } from "./testing/run";

const KEY = formatVkey(CALLS_KEY);
const FILES = await sampleBundle(new SampleLog(30), { start: 3, end: 20 });
const ZIP = zipAt(FILES);

describe("called wrongly it ends with 64, gives no verdict, and says what to do", () => {
  test.each([
    ["Say which bundle: a ZIP or a directory.", []],
    ["Say which key you trust, with --vkey or --policy.", [ZIP]],
    ["Say one bundle.", [ZIP, ZIP, "--vkey", KEY]],
    ["There is no bundle at", [join(freshFolder(), "none.zip"), "--vkey", KEY]],
    ["is not an Ed25519 key", [ZIP, "--vkey", "ledger.example.com/acme/calls"]],
    ["does not fit its name and key", [ZIP, "--vkey", KEY.replace("+1a6dbe53", "+1a6dbe54")]],
    ["cannot be read", [ZIP, "--policy", join(freshFolder(), "none")]],
    ["cannot evaluate a quorum", [ZIP, "--policy", fileOf(utf8("quorum 2-of-3\n"))]],
    ["cannot be read", [ZIP, "--vkey", KEY, "--checkpoint", join(freshFolder(), "none")]],
    ["cannot be read", [ZIP, "--vkey", KEY, "--tsa-ca", join(freshFolder(), "none")]],
    ["Say either", [ZIP, "--vkey", KEY, "--remember", "x", "--no-remember"]],
    ["--trust-me", [ZIP, "--vkey", KEY, "--trust-me"]],
    ["neither a file nor a directory", ["/dev/null", "--vkey", KEY]],
  ])("%s", async (says, args) => {
    const { code, stdout, stderr } = await verifier(...args);
    expect([code, stdout, stderr.at(-1)]).toEqual([64, [], "Say --help for how it is called."]);
    expect(stderr[0]).toContain(says);
  });
});

test("--help says how it is called, and what each exit code means", async () => {
  const { code, stdout } = await verifier("--help");
  expect(code).toBe(0);
  for (const option of [
    "--vkey",
    "--policy",
    "--remember",
    "--no-remember",
    "--tsa-ca",
    "--json",
  ]) {
    expect(stdout.join("\n")).toContain(option);
  }
  expect(stdout.filter((line: string) => /^ +\d+ /.test(line)).map(Number.parseFloat)).toEqual([
    0, 10, 20, 30, 40, 64, 74,
  ]);
});

test("keys come from options and policies, and any of them may be the one that signed", async () => {
  const other = formatVkey(sampleSigner("other.example.com/calls", 9).key);
  const policy = fileOf(utf8(formatPolicy([CALLS_KEY])));
  for (const keys of [
    ["--policy", policy],
    ["--vkey", other, KEY],
    ["--vkey", other, "--policy", policy],
  ]) {
    expect((await verified(ZIP, "--no-remember", ...keys)).exit).toBe(10);
  }
  const said = await verified(ZIP, "--no-remember", "--vkey", other);
  expect([said.exit, said.first?.reason]).toEqual([40, "unknown_key"]);
});

test("for people it says what was proved, what is not stated, and what nobody can prove", async () => {
  const { stdout, stderr } = await verifier(ZIP, "--vkey", KEY, "--no-remember");
  expect(stderr).toEqual([]);
  expect(stdout[0]).toBe("VERIFIED. All holds. Only the operator's key speaks for it.");
  expect(stdout).toEqual(expect.arrayContaining(["What was proved", "What nobody can prove"]));
  expect(stdout).toContain("  - That the gateway saw each call.");
});

describe("a directory with something in it that is no plain file", () => {
  test("a link is not followed, a pipe is not waited for", async () => {
    const root = directoryAt(FILES);
    symlinkSync("/etc/hostname", join(root, "verify.mjs"));
    execFileSync("mkfifo", [join(root, "verify.html")]);
    const said = await verified(root, "--vkey", KEY, "--no-remember");
    expect([said.exit, said.failures]).toEqual([40, { file_hash: 2 }]);
  });

  test("a name that would repaint the terminal is written out", async () => {
    const root = directoryAt(new Map(FILES).set("\u001b[2J\u202etxt.exe", utf8("x")));
    const { code, stdout } = await verifier(root, "--vkey", KEY, "--no-remember");
    expect(code).toBe(40);
    expect(stdout.join("\n")).toContain("\\u{1b}[2J\\u{202e}txt.exe");
    expect(stdout.join("")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
