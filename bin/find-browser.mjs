// Finds a Chromium for the browser tests, or installs one. `node bin/find-browser.mjs` prints which.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { PINNED_NODE } from "./process/pinned-node.mjs";
import { programEnv } from "./process/program-env.mjs";
import { Refusal, runProgram } from "./process/refusal.mjs";
import { at, isProgram } from "./process/root.mjs";
import { runQuietly } from "./process/run-quietly.mjs";
import { packedChromium } from "./test/packed-chromium.mjs";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
];
const MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Where to look, in this order: each answers a browser `{ path, env }` or null. */
const PLACES = [givenBrowser, playwrightsBrowser, systemBrowser, packedChromium];

/**
 * A Chromium that starts: its `path`, and the environment it needs. Playwright's is installed where
 * there is none. Errors: Refusal, where CHROME_PATH is wrong or none can be had.
 */
export async function findBrowser({
  places = PLACES,
  install = installBrowser,
  say = () => {},
} = {}) {
  for (const look of places) {
    const browser = await look();
    if (browser && starts(browser)) return browser;
  }
  say("browser", "installing Playwright's Chromium");
  const installed = await install();
  if (installed && starts(installed)) return installed;
  throw new Refusal(
    "There is no Chromium for the browser tests, and none could be installed. Install Chromium or Chrome, or set CHROME_PATH to one.",
  );
}

function givenBrowser() {
  const path = process.env.CHROME_PATH;
  if (!path) return null;
  const browser = plain(path);
  if (starts(browser)) return browser;
  throw new Refusal(
    `CHROME_PATH is ${path}, and no Chromium starts there. Correct it, or leave it out.`,
  );
}

async function playwrightsBrowser() {
  const { chromium } = await import("playwright");
  const path = chromium.executablePath();
  return existsSync(path) ? plain(path) : null;
}

function systemBrowser() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const paths = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    MAC_CHROME,
  ];
  return (
    paths
      .filter((path) => existsSync(path))
      .map(plain)
      .find(starts) ?? null
  );
}

async function installBrowser() {
  const cli = at("node_modules", "playwright", "cli.js");
  try {
    await runQuietly(PINNED_NODE, [cli, "install", "chromium"], {
      env: programEnv(),
      sentence: "",
    });
  } catch {
    return null; // the sentence that follows says what to do; why the download failed would not help
  }
  return playwrightsBrowser();
}

// Some systems keep a script under the name that only says how to install the browser.
function starts({ path, env }) {
  const { status, stdout } = spawnSync(path, ["--version"], {
    env,
    encoding: "utf8",
    timeout: 20_000,
  });
  return status === 0 && /chrom|edge/i.test(stdout);
}

function plain(path) {
  return { path, env: process.env };
}

if (isProgram(import.meta.url)) {
  await runProgram(async () => {
    const { path } = await findBrowser({ say: (_, text) => console.error(text) });
    console.log(path);
  });
}
