// `npm run conformance -- <folder of samples>`: posts every sample to an installation of its own, which is thrown away, and compares
// what the ledger then holds with expected.json. With --url, --source, --token and --reader: to a server that runs, as a source of
// its own whose kind is auto; the reader is a machine token with the right ledger:read. Exit code 1 where something differs.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runRedaction, runSamples, type Verdict } from "./conformance/run";
import { redactionCasesIn, samplesIn } from "./conformance/samples";
import { openInstallation } from "./lab/installation";
import { sourceName } from "./lab/source-name";
import { Refusal, runProgram } from "./process/refusal.mjs";
import { ensureBuilt } from "./start/build.mjs";
import { say } from "./start/report.mjs";
import { openThrowaway } from "./test/throwaway.mjs";

const USAGE =
  "Say which samples: npm run conformance -- FOLDER [--url URL --source NAME --token cs_… --reader csn_… [--vkey KEY]]";

await runProgram(main);

async function main(): Promise<void> {
  const { folder, given } = wishes();
  const verdicts = given ? await runAll(given, folder) : await runOnOwn(folder);
  for (const { name, records, faults } of verdicts) {
    console.log(`${faults.length === 0 ? "ok  " : "FAIL"} ${name}  ${records} records`);
    for (const fault of faults) console.log(`       ${fault}`);
  }
  const failed = verdicts.filter(({ faults }) => faults.length > 0).length;
  console.log(`${verdicts.length - failed} samples as expected, ${failed} not`);
  process.exit(failed === 0 && verdicts.length > 0 ? 0 : 1);
}

async function runAll(
  server: Parameters<typeof runSamples>[0],
  folder: string,
): Promise<Verdict[]> {
  const samples = await runSamples(server, samplesIn(folder));
  return [...samples, ...(await runRedaction(server, redactionCasesIn(folder)))];
}

async function runOnOwn(folder: string): Promise<Verdict[]> {
  const names = [...samplesIn(folder).map(({ name }) => name), "redaction-cases.json"];
  await ensureBuilt({ say, signal: undefined });
  const throwaway = await openThrowaway();
  const place = { databaseUrl: await throwaway.database("conformance"), folder: throwaway.folder };
  try {
    const server = await openInstallation(
      { ...place, folder: join(place.folder, "conformance") },
      names.map(sourceName),
    );
    try {
      return await runAll({ ...server, sourceFor: server.senderFor }, folder);
    } finally {
      process.stderr.write(server.said()); // why a push was not taken in
      await server.stop();
    }
  } finally {
    await throwaway.close();
  }
}

function wishes() {
  const { values, positionals } = parsed();
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new Refusal(USAGE);
  const { url, source, token, reader, vkey = null } = values;
  if (url === undefined) return { folder, given: null };
  if (!source || !token || !reader) throw new Refusal(USAGE);
  return { folder, given: { url, reader, vkey, sourceFor: () => ({ source, token }) } };
}

function parsed() {
  const text = { type: "string" } as const;
  const options = { url: text, source: text, token: text, reader: text, vkey: text };
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (cause) {
    throw new Refusal(USAGE, { cause });
  }
}
