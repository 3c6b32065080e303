import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/core/env";
import packageJson from "@/package.json";

export type Software = { name: string; version: string; commit: string };

let known: Software | undefined;

/** What runs: version and commit. The commit is "unknown" where neither BUILD_COMMIT nor a clone says it. */
export function software(): Software {
  known ??= {
    name: "Countersign",
    version: packageJson.version,
    commit: env().BUILD_COMMIT ?? commitOfClone() ?? "unknown",
  };
  return known;
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

// gitrepository-layout(5): HEAD names a commit, or a ref that is a file of its own or a packed line.
function commitOfClone(): string | undefined {
  const head = gitFile("HEAD");
  if (head === undefined || COMMIT.test(head)) return head;
  const ref = head.replace(/^ref: /, "");
  const packed = gitFile("packed-refs")
    ?.split("\n")
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(" ")[0];
  const commit = gitFile(ref) ?? packed;
  return commit !== undefined && COMMIT.test(commit) ? commit : undefined;
}

function gitFile(name: string): string | undefined {
  try {
    return readFileSync(join(process.cwd(), ".git", name), "utf8").trim();
  } catch {
    return undefined; // not a clone, or a ref that is packed
  }
}
