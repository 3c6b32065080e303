// People and sources from the command line, for installations that nobody sits in front of. ADMIN_USAGE says what it
// can do; each command answers on standard output, as one JSON object with --json.
import { parseArgs } from "node:util";
import { AppError } from "@/lib/core/app-error";
import type { Options } from "./admin/command";
import { ADMIN_USAGE, COMMANDS } from "./admin/commands";
import { UsageError } from "./admin/usage-error";

process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  try {
    const { command, json, options } = read(args);
    const answer = await command(options);
    console.log(json ? JSON.stringify(answer.data) : answer.text);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) console.error(`${error.message}\n\n${ADMIN_USAGE}`);
    else if (error instanceof AppError) console.error(sentenceOf(error));
    else console.error(error);
    return 1;
  }
}

function read(args: readonly string[]) {
  const { positionals, values } = parsed(args);
  const command = COMMANDS.get(positionals.join(" "));
  if (!command) throw new UsageError(`There is no command "${positionals.join(" ")}".`);
  const { json = false, ...options } = values;
  const unknown = Object.keys(options).find(
    (name) => !command.options.some((known) => known === name),
  );
  if (unknown)
    throw new UsageError(`The command "${positionals.join(" ")}" takes no --${unknown}.`);
  return { command: command.run, json, options: options satisfies Options };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        id: text,
        name: text,
        email: text,
        title: text,
        roles: text,
        reason: text,
        purpose: text,
        kind: text,
        environment: text,
        region: text,
        overlap: text,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function sentenceOf({ message, fieldErrors }: AppError): string {
  const fields = Object.entries(fieldErrors).map(
    ([field, says]) => `--${field}: ${says.join(" ")}`,
  );
  return [message, ...fields].join(" ");
}
