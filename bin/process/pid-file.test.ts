import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { identityOf } from "./identity.mjs";
import {
  alone,
  claimPidFile,
  readPidFile,
  releasePidFile,
  stopProcess,
  writePidFile,
} from "./pid-file.mjs";

function freshFile(): string {
  return join(mkdtempSync(join(tmpdir(), "pid-")), "run", "up.json");
}

test("the file of a living process is read, and nobody else can take it", () => {
  const file = freshFile();
  expect(claimPidFile(file, { address: "http://localhost:3000" })).toBeNull();
  expect(readPidFile(file)).toMatchObject({ pid: process.pid, address: "http://localhost:3000" });
  expect(claimPidFile(file)).toMatchObject({ pid: process.pid });
  releasePidFile(file);
  expect(readPidFile(file)).toBeNull();
  expect(readdirSync(join(file, ".."))).toEqual([]);
});

test("a number that the system has given to another process since is not taken for the first", () => {
  const file = freshFile();
  writePidFile(file, process.pid);
  const note = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...note, identity: "an earlier start" }));
  expect(readPidFile(file)).toBeNull();
  expect(claimPidFile(file)).toBeNull();
});

test("a file that is not a note counts as none", () => {
  const file = freshFile();
  writePidFile(file, process.pid);
  for (const content of ["", "17", "{", '{"pid":"17"}', "null"]) {
    writeFileSync(file, content);
    expect(readPidFile(file)).toBeNull();
  }
});

test("work that has to be done alone is done one after another", async () => {
  const file = freshFile();
  const steps: string[] = [];
  const work = (name: string) =>
    alone(file, { waiting: () => steps.push(`${name} waits`) }, async () => {
      steps.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      steps.push(`${name} ends`);
    });
  await Promise.all([work("first"), work("second")]);
  expect(steps).toEqual([
    "first begins",
    "second waits",
    "first ends",
    "second begins",
    "second ends",
  ]);
});

test("a process that ignores the request to stop is made to", async () => {
  const child = spawn(process.execPath, [
    "-e",
    'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)',
  ]);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const pid = child.pid ?? 0;
  await stopProcess({ pid, identity: identityOf(pid) }, { patienceMs: 200 });
  expect(identityOf(pid)).toBeNull();
});
