import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { pageOf } from "./page/document";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = "public/verify";

/** One of the two files. `sha256` is lower-case hex. */
export type Built = {
  readonly name: "verify.mjs" | "verify.html";
  readonly bytes: Uint8Array;
  readonly sha256: string;
};

/** Both verifiers, in memory. Errors: those of esbuild. */
export async function buildVerifiers(): Promise<readonly Built[]> {
  const [cli, script, style] = await Promise.all([
    bundled({
      entryPoints: ["bin/verifier/cli/main.ts"],
      platform: "node",
      format: "esm",
      target: "node20",
      banner: { js: `#!/usr/bin/env node\n${OWN_LICENCE}` },
    }),
    bundled({
      entryPoints: ["bin/verifier/page/main.ts"],
      platform: "browser",
      format: "iife",
      target: "es2022",
      plugins: [browserCrypto],
      banner: { js: `${OWN_LICENCE}\n${nobleLicence()}` },
    }),
    bundled({ entryPoints: ["bin/verifier/page/style.css"], target: "es2022" }),
  ]);
  return [built("verify.mjs", cli), built("verify.html", pageOf({ script, style: style.trim() }))];
}

/** Builds both and puts them into public/verify, each whole or not at all. Errors: those of esbuild and the disk. */
export async function writeVerifiers(): Promise<readonly Built[]> {
  const files = await buildVerifiers();
  mkdirSync(`${ROOT}${FOLDER}`, { recursive: true });
  for (const { name, bytes } of files) {
    const path = `${ROOT}${FOLDER}/${name}`;
    const draft = `${path}.${randomUUID()}`;
    writeFileSync(draft, bytes);
    renameSync(draft, path);
  }
  return files;
}

const OWN_LICENCE =
  "/*! Countersign verifier. SPDX-License-Identifier: Apache-2.0. Built from lib/ledger/verify; not minified, so that it can be read. */";

// The licence of the packages inlined in the page asks to go with every copy.
function nobleLicence(): string {
  const texts = ["curves", "hashes"].map((name) => {
    const licence = readFileSync(`${ROOT}node_modules/@noble/${name}/LICENSE`, "utf8");
    return `@noble/${name}\n\n${licence.trim()}`;
  });
  return `/*!\n${texts.join("\n\n")}\n*/`;
}

/** The one file of lib/ledger that differs in the browser (ledger.md §18). */
const browserCrypto: NonNullable<BuildOptions["plugins"]>[number] = {
  name: "browser-crypto",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]lib[\\/]ledger[\\/]crypto[.]ts$/ }, () => ({
      contents: readFileSync(`${ROOT}bin/verifier/page/crypto.ts`),
      loader: "ts",
      resolveDir: `${ROOT}bin/verifier/page`,
    }));
  },
};

async function bundled(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    charset: "utf8",
    legalComments: "inline",
    logLevel: "silent",
    tsconfig: `${ROOT}tsconfig.json`,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing");
  return file.text;
}

function built(name: Built["name"], text: string): Built {
  const bytes = new Uint8Array(Buffer.from(text, "utf8"));
  return { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
