// A bundle of so many entries and the verifier as users get it, both as files.
import { writeFileSync } from "node:fs";
import { buildVerifiers } from "../../verifier/build";
import { writeSyntheticBundle } from "../verifier/synthetic-bundle";
import { answerOnce } from "./worker";

type Wish = { readonly bundle: string; readonly verifier: string; readonly entries: number };

await answerOnce(async ({ bundle, verifier, entries }: Wish) => {
  const vkey = await writeSyntheticBundle(bundle, { entries });
  for (const { name, bytes } of await buildVerifiers()) {
    if (name === "verify.mjs") writeFileSync(verifier, bytes);
  }
  return { vkey };
});
