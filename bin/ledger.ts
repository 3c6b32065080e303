// The ledger from the command line. LEDGER_USAGE says what it can do; each command answers on standard output, as one
// JSON object with --json. Exit codes: 0 done, 1 it could not be done, 3 differences were found, 64 the usage.
import { parseArgs } from "node:util";
import { openKeyFolder } from "@/lib/ledger-store/signing";
import { UsageError } from "./admin/usage-error";
import { USAGE } from "./ledger/answer";
import { commandOf, LEDGER_USAGE } from "./ledger/commands";
import { sentenceOf } from "./ledger/sentence";

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parsed(args);
    const { json = false, help = false, ...options } = values;
    if (help) {
      console.log(LEDGER_USAGE);
      return 0;
    }
    const run = commandOf(positionals, options, openKeyFolder);
    const { text, data, exitCode = 0 } = await run();
    console.log(json ? JSON.stringify(data) : text);
    return exitCode;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}\n\n${LEDGER_USAGE}`);
      return USAGE;
    }
    console.error(sentenceOf(error) ?? error);
    return 1;
  }
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        mode: text,
        reason: text,
        key: text,
        size: text,
        out: text,
        start: text,
        end: text,
        from: text,
        to: text,
        consistency: text,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
