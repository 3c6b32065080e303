import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { programEnv } from "../process/program-env.mjs";
import { at } from "../process/root.mjs";
import { runTypescript } from "../process/run-typescript.mjs";
import { filesUnder, hashOf } from "./hash.mjs";

const MARK = at(".cache", "verifier-build");
const BUILT = ["verify.mjs", "verify.html"].map((name) => at("public", "verify", name));
const FOLDERS = [at("lib", "ledger"), at("lib", "signatures", "pure"), at("bin", "verifier")];
const FILES = [at("bin", "build-verifier.ts"), at("package-lock.json"), at("tsconfig.json")];
const TEST = /[.]test[.]ts$|[\\/]testing[\\/]/;

/** Builds public/verify unless it was built from exactly these sources. Takes half a second. Errors: Refusal. */
export async function ensureVerifier({ signal } = {}) {
  const wanted = wantedBuild();
  if (isBuilt(wanted)) return;
  await runTypescript(["bin/build-verifier.ts"], {
    env: programEnv(),
    sentence: "The verifier could not be built. The reason follows.",
    signal,
  });
  mkdirSync(at(".cache"), { recursive: true });
  writeFileSync(MARK, `${wanted} ${hashOf(BUILT)}`);
}

// What lies there counts too: it goes into bundles, so it must be what the sources say.
function isBuilt(wanted) {
  if (!existsSync(MARK) || !BUILT.every((file) => existsSync(file))) return false;
  return readFileSync(MARK, "utf8") === `${wanted} ${hashOf(BUILT)}`;
}

function wantedBuild() {
  const sources = FOLDERS.flatMap((folder) => filesUnder(folder)).filter(
    (file) => !TEST.test(file),
  );
  return hashOf([...sources, ...FILES]);
}
