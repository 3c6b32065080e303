// The verification of a bundle as its reader does it: `node verify.mjs bundle.zip --vkey …`, in a process of its own.
import { once } from "node:events";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { at } from "../../process/root.mjs";
import { runWorker, startProgram } from "./processes.mjs";

/** Entries verified in a second, the seconds that ten million take at that pace, and the peak memory of the verifier. */
export async function measureVerify({ directory, env, entries }) {
  const bundle = join(directory, "bundle.zip");
  const verifier = join(directory, "verify.mjs");
  const wish = { bundle, verifier, entries };
  const { vkey } = await runWorker({ program: "bundle.ts", wish, env });
  const before = performance.now();
  const peakKiB = await verify([verifier, bundle, "--vkey", vkey, "--no-remember"]);
  const seconds = (performance.now() - before) / 1_000;
  const bundleBytes = statSync(bundle).size;
  rmSync(bundle);
  return { entries, seconds, perSecond: entries / seconds, peakMiB: peakKiB / 1024, bundleBytes };
}

async function verify(args) {
  const peak = at("bin", "bench", "ledger", "peak-memory.mjs");
  const child = startProgram(["--import", peak, ...args], {
    stdio: ["ignore", "ignore", 2, "ipc"],
  });
  let peakKiB = 0;
  child.on("message", (message) => {
    peakKiB = message.peakKiB;
  });
  const [code] = await once(child, "exit");
  const isVerified = code === 10; // nothing outside anchors this bundle
  if (!isVerified) throw new Error(`the verifier ended with ${code}`);
  return peakKiB;
}
