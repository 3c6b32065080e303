import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { alone } from "../process/pid-file.mjs";
import { at } from "../process/root.mjs";

const PACKAGE = at("node_modules", "@sparticuz", "chromium", "bin");
const FOLDER = at(".cache", "chromium");
// Libraries that a slim system lacks (nss, nspr), fonts, and the software renderer.
const ARCHIVES = ["al2023", "fonts", "swiftshader"];

/** The Chromium inside an npm package, unpacked once; null where the package is missing or not for this machine. */
export async function packedChromium() {
  const suits = process.platform === "linux" && process.arch === "x64";
  if (!suits || !existsSync(join(PACKAGE, "chromium.br"))) return null;
  try {
    if (!existsSync(FOLDER)) await alone(`${FOLDER}.lock`, { waiting: () => {} }, unpack);
  } catch {
    return null; // no tar, no space: as good as no package
  }
  const libraries = [join(FOLDER, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { path: join(FOLDER, "chromium"), env: { ...process.env, LD_LIBRARY_PATH: libraries } };
}

async function unpack() {
  if (existsSync(FOLDER)) return; // by the process that we waited for
  const half = `${FOLDER}.new`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  for (const name of ARCHIVES) {
    const archive = join(half, `${name}.tar`);
    writeFileSync(archive, unpacked(`${name}.tar.br`));
    execFileSync("tar", ["-xf", archive, "-C", half]);
    rmSync(archive);
  }
  const program = join(half, "chromium");
  writeFileSync(program, unpacked("chromium.br"));
  chmodSync(program, 0o755);
  renameSync(half, FOLDER);
}

function unpacked(name) {
  return brotliDecompressSync(readFileSync(join(PACKAGE, name)));
}
