import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { alone } from "../process/pid-file.mjs";
import { PINNED_NODE } from "../process/pinned-node.mjs";
import { programEnv } from "../process/program-env.mjs";
import { at, ROOT } from "../process/root.mjs";
import { runQuietly } from "../process/run-quietly.mjs";
import { filesUnder, hashOf } from "./hash.mjs";
import { ensureReadingWorker } from "./reading-worker.mjs";
import { ensureVerifier } from "./verifier.mjs";

const MARK = at(".next", "countersign-build");
const FOLDERS = ["app", "components", "lib", "public"];
const FILES =
  /^(?:.*[.]config[.][a-z]+|instrumentation[.]ts|proxy[.]ts|tsconfig[.]json|package-lock[.]json)$/;
const TEST = /[.]test[.]tsx?$/;

/** Builds the web part unless .next was built from exactly these sources. Answers whether it had to. Errors: Refusal. */
export async function ensureBuilt({ say, signal }) {
  await ensureVerifier({ signal }); // into public/, which is a part of the build
  await ensureReadingWorker({ signal }); // beside it, which the web part starts
  if (isBuilt()) return false;
  const waiting = () => say("build", "waiting for another build to finish");
  return alone(at(".cache", "build.lock"), { waiting }, async () => {
    if (isBuilt()) return false;
    say("build", "building the web part, which takes about a minute");
    const wanted = wantedBuild(); // before: what changes while it builds is not in it
    rmSync(MARK, { force: true });
    await runQuietly(PINNED_NODE, [at("node_modules", "next", "dist", "bin", "next"), "build"], {
      env: programEnv({ NODE_ENV: "production" }),
      sentence: "The web part could not be built. The reason follows.",
      signal,
    });
    writeFileSync(MARK, wanted);
    return true;
  });
}

function isBuilt() {
  const built = existsSync(MARK) && existsSync(at(".next", "BUILD_ID"));
  return built && readFileSync(MARK, "utf8") === wantedBuild();
}

function wantedBuild() {
  const loose = readdirSync(ROOT)
    .filter((name) => FILES.test(name))
    .sort();
  const sources = FOLDERS.flatMap((folder) => filesUnder(at(folder))).filter(
    (file) => !TEST.test(file),
  );
  return `${hashOf([...sources, ...loose.map((name) => at(name))])}\n`;
}
