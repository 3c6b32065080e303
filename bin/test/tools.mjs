import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { programEnv } from "../process/program-env.mjs";
import { at, ROOT } from "../process/root.mjs";
import { readPlaywrightReport, readVitestReport } from "./reports.mjs";

// A log is read by people and by machines that know nothing of colours.
const PLAIN = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" };

/** Runs one project of vitest.config.ts and reads what came out. */
export async function vitest({ project, folder, env = {}, args = [], signal }) {
  const report = `${folder}/${project}.json`;
  rmSync(report, { force: true });
  const cli = at("node_modules", "vitest", "vitest.mjs");
  const options = [
    "run",
    "--project",
    project,
    "--reporter=dot",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  await run([cli, ...options, ...args], { ...env, NODE_ENV: "test" }, signal);
  return readVitestReport(report);
}

/** Runs the browser tests against a server that is up and reads what came out. */
export async function playwright({ folder, env, args = [], signal }) {
  const report = `${folder}/browser.json`;
  rmSync(report, { force: true });
  const cli = at("node_modules", "playwright", "cli.js");
  await run([cli, "test", ...args], { ...env, E2E_REPORT: report }, signal);
  return readPlaywrightReport(report);
}

// The report says what failed, so the exit code adds nothing.
function run(args, env, signal) {
  const child = spawn(PINNED_NODE, args, {
    cwd: ROOT,
    env: programEnv({ ...env, ...PLAIN }),
    stdio: ["ignore", "inherit", "inherit"],
    signal,
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
}
