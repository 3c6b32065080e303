// What the tests of whole processes share: programs started as a stranger would start them, in data
// directories and databases of their own.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { identityOf } from "../process/identity.mjs";
import { stopProcess } from "../process/pid-file.mjs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { at, ROOT } from "../process/root.mjs";
import { typescriptArgs } from "../process/run-typescript.mjs";
import { sibling } from "./throwaway.mjs";

const running = new Set();

/** The folder of samples that `npm test` was given in SAMPLES; null where it was given none. */
export function samplesFolder() {
  return process.env.SAMPLES || null;
}

/** An empty folder that goes when the tests end. */
export function freshFolder() {
  const place = process.env.TEST_FOLDER ?? realpathSync(tmpdir());
  return mkdtempSync(join(place, "process-"));
}

/** A migrated database of its own: its address. */
export async function freshDatabase() {
  const template = process.env.TEST_TEMPLATE_URL;
  if (!template) throw new Error("run these tests with `npm test -- process`");
  const from = new URL(template).pathname.slice(1);
  const name = `${from}_${randomBytes(6).toString("hex")}`;
  await query(sibling(template, "postgres"), `CREATE DATABASE "${name}" TEMPLATE "${from}"`);
  return sibling(template, name);
}

/** An empty database of its own: its address. */
export async function emptyDatabase() {
  const template = process.env.TEST_TEMPLATE_URL ?? "";
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await query(sibling(template, "postgres"), `CREATE DATABASE "${name}" TEMPLATE template0`);
  return sibling(template, name);
}

/**
 * The rows of one statement, on a connection of its own.
 * @returns {Promise<Record<string, unknown>[]>}
 */
export async function query(url, statement, values = []) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(statement, values);
    return rows;
  } finally {
    await client.end();
  }
}

/** Starts a program of the project with nothing in its environment but what is given. */
export function start(program, args, environment) {
  return startNode([at(program), ...args], environment);
}

/** Starts a TypeScript program itself, without the one that would install and start a database before: what is killed is it. */
export function startTypescript(program, args, environment) {
  return startNode(typescriptArgs([at(program), ...args]), environment);
}

function startNode(args, environment) {
  const { HOME, PATH, LANG } = process.env;
  const env = { HOME, PATH, LANG, ...environment };
  const child = spawn(PINNED_NODE, args, { env, cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const started = {
    pid: child.pid ?? 0,
    stdout: "",
    stderr: "",
    kill: (signal) => child.kill(signal),
  };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    started.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    started.stderr += text;
  });
  const ended = new Promise((resolve) => {
    child.once("close", (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return Object.assign(started, { ended });
}

/** Runs a program to its end: its exit code and what it printed, line by line. */
export async function run(program, args, environment) {
  const started = start(program, args, environment);
  const code = await started.ended;
  return { code, stdout: linesOf(started.stdout), stderr: linesOf(started.stderr) };
}

/** Stops whatever a failed test left running. */
export async function stopAll() {
  const left = [...running].map(({ pid }) => ({ pid, identity: identityOf(pid) }));
  await Promise.all(left.filter(({ identity }) => identity).map((process) => stopProcess(process)));
}

/** A folder path that nobody can write to, not even root: a part of it is a file. */
export function pathUnderAFile() {
  return join(at("package.json"), "data");
}

/** Makes a folder with a space in its name. */
export function folderWithSpace() {
  const folder = join(freshFolder(), "with space");
  mkdirSync(folder);
  return folder;
}

function linesOf(text) {
  return text.split("\n").filter((line) => line.trim() !== "");
}
