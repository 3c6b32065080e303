// Makes node_modules match package-lock.json and the database client match its schema. Runs on any
// Node from 20 on, before anything is installed, so it and what it imports use node: modules only.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { alone } from "./process/pid-file.mjs";
import { PINNED_NODE } from "./process/pinned-node.mjs";
import { outsideEnv, programEnv } from "./process/program-env.mjs";
import { Refusal, runProgram } from "./process/refusal.mjs";
import { at, isProgram } from "./process/root.mjs";
import { runQuietly } from "./process/run-quietly.mjs";
import { filesUnder, hashOf } from "./start/hash.mjs";

const LOCK = at("package-lock.json");
const MARK = at("node_modules", ".countersign-lock");
const CLIENT_MARK = at("lib", "db", "generated", ".countersign-schema");

/** Installs what package-lock.json says and generates the database client, each only where needed. */
export async function ensureInstalled({ say, signal }) {
  if (!isInstalled() || !isGenerated()) {
    const waiting = () => say("packages", "waiting for another installation to finish");
    await alone(at(".cache", "install.lock"), { waiting }, async () => {
      if (!isInstalled()) await installPackages(say, signal);
      if (!isGenerated()) await generateClient(say, signal);
    });
  }
}

async function installPackages(say, signal) {
  if (!matchesByHand()) {
    say("packages", "installing, which takes about a minute");
    // Scripts of packages stay off, with every npm alike; the one that is needed follows by name.
    await npm(
      ["ci", "--ignore-scripts"],
      signal,
      "The packages could not be installed. Look at npm's reason, then run this again.",
    );
  }
  if (!existsSync(PINNED_NODE)) {
    say("node", `fetching Node ${pinned("node")}`);
    await npm(
      ["rebuild", "node", "--ignore-scripts=false"],
      signal,
      "Node could not be fetched from the npm registry. Look at npm's reason, then run this again.",
    );
  }
  if (!existsSync(PINNED_NODE)) {
    throw new Refusal(
      `npm left out Node ${pinned("node")}. Run \`npm rebuild node --ignore-scripts=false\` and look at what it says.`,
    );
  }
  writeFileSync(MARK, wantedPackages());
}

async function npm(args, signal, sentence) {
  await runQuietly("npm", [...args, "--no-audit", "--no-fund"], {
    env: outsideEnv(),
    sentence,
    signal,
  });
}

async function generateClient(say, signal) {
  say("database", "generating the client from its schema");
  const env = programEnv();
  const sentence =
    "The database client could not be generated from prisma/schema. The reason follows.";
  await runQuietly(PINNED_NODE, [at("bin", "prisma.mjs"), "generate"], { env, sentence, signal });
  writeFileSync(CLIENT_MARK, wantedClient());
}

function isInstalled() {
  return existsSync(PINNED_NODE) && contentOf(MARK) === wantedPackages();
}

function isGenerated() {
  return contentOf(CLIENT_MARK) === wantedClient();
}

function wantedPackages() {
  const lock = createHash("sha256").update(readFileSync(LOCK)).digest("hex");
  return `${lock} ${process.platform}-${process.arch}\n`;
}

function wantedClient() {
  const sources = [...filesUnder(at("prisma", "schema")), at("prisma.config.ts")];
  return `${hashOf(sources)} prisma ${pinned("prisma")}\n`;
}

// After a developer's own `npm install` everything is there already, only unmarked: npm notes what it
// put into node_modules in a hidden lockfile. Optional packages may be missing, for other platforms.
function matchesByHand() {
  const hidden = contentOf(at("node_modules", ".package-lock.json"));
  if (hidden === null) return false;
  const there = JSON.parse(hidden).packages;
  return Object.entries(JSON.parse(readFileSync(LOCK, "utf8")).packages).every(
    ([path, wanted]) =>
      path === "" ||
      there[path]?.version === wanted.version ||
      (wanted.optional === true && !(path in there)),
  );
}

function pinned(name) {
  return JSON.parse(readFileSync(at("package.json"), "utf8")).dependencies[name];
}

function contentOf(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

if (isProgram(import.meta.url)) {
  await runProgram(() => ensureInstalled({ say: (what, does) => console.log(`${what}: ${does}`) }));
}
