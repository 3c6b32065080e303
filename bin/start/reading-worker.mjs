import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { programEnv } from "../process/program-env.mjs";
import { at } from "../process/root.mjs";
import { runTypescript } from "../process/run-typescript.mjs";
import { filesUnder, hashOf } from "./hash.mjs";

const MARK = at(".cache", "reading-worker-build");
const BUILT = at(".cache", "reading-worker.mjs");
const FOLDERS = [at("lib", "activity"), at("lib", "ledger"), at("lib", "core")];
const FILES = [at("bin", "build-reading-worker.ts"), at("package-lock.json"), at("tsconfig.json")];
const TEST = /[.]test[.]ts$|[\\/]testing[\\/]/;

/** Builds the program of the reading threads unless it was built from exactly these sources. Takes half a second. Errors: Refusal. */
export async function ensureReadingWorker({ signal } = {}) {
  const wanted = wantedBuild();
  if (isBuilt(wanted)) return;
  await runTypescript(["bin/build-reading-worker.ts"], {
    env: programEnv(),
    sentence: "What reads the records of gateways could not be built. The reason follows.",
    signal,
  });
  mkdirSync(at(".cache"), { recursive: true });
  writeFileSync(MARK, `${wanted} ${hashOf([BUILT])}`);
}

function isBuilt(wanted) {
  if (!existsSync(MARK) || !existsSync(BUILT)) return false;
  return readFileSync(MARK, "utf8") === `${wanted} ${hashOf([BUILT])}`;
}

function wantedBuild() {
  const sources = FOLDERS.flatMap((folder) => filesUnder(folder)).filter(
    (file) => !TEST.test(file),
  );
  return hashOf([...sources, ...FILES]);
}
