import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { writeSyntheticBundle } from "../bench/verifier/synthetic-bundle";
import { freshFolder, run } from "../test/processes.mjs";

test("a bundle of 100 MB is verified within a heap of 48 MB: memory does not grow with the entries", async () => {
  const zip = `${freshFolder()}/bundle.zip`;
  const key = await writeSyntheticBundle(zip, { entries: 200_000 });
  const environment = { NODE_OPTIONS: "--max-old-space-size=48" };
  const args = [zip, "--vkey", key, "--no-remember"];
  const { code, stderr } = await run("public/verify/verify.mjs", args, environment);
  rmSync(dirname(zip), { recursive: true });
  expect([code, stderr]).toEqual([10, []]);
});
