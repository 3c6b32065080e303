import { LOGS, type Log } from "@/lib/ledger/origin";
import type { ScrubMode } from "@/lib/ledger-store/sealer/scrub";
import { UsageError } from "../admin/usage-error";
import type { Answer } from "./answer";
import { exportLog } from "./export-command";
import { compare, rebuild } from "./index-commands";
import { init, type Keys, revoke, rotate, vkey } from "./key-commands";
import { resume } from "./resume-command";
import { probe, scrub } from "./store-commands";

export const LEDGER_USAGE = `Usage: npm run ledger -- <command> [LOG] [options] [--json]

  init                    begins the ledger: tries the store, makes the keys and the first entry of
                          both logs, and prints the keys to pin; what is there already stays
  vkey                    prints the keys to pin
  probe                   tries what the store promises
  compare [LOG]           names the rows of the index that are not what their entries say
  rebuild [LOG]           empties the index and fills it from the store
  scrub [LOG] [--mode stored|index]
                          reads everything stored again and compares the index, as every night;
                          what differs becomes a finding and a leaf of the governance log
  rotate LOG              replaces the signing key; for 30 days both keys sign
  revoke LOG --key VKEY --size N --reason TEXT
                          withdraws a key that somebody else may have: what it signed above size N is
                          no evidence; rotate first
  export LOG --out FILE [--start N --end N | --from TIME --to TIME] [--consistency N,N]
                          writes a bundle that verify.mjs checks offline: entries from N up to and
                          without N, or all that was accepted in a period; the whole log unless said
  resume LOG --reason TEXT
                          lets the sealer try a log again that it has stopped signing

  LOG is ${LOGS.join(" or ")}; where it may be left out, both are meant.
  Exit codes: 0 done, 1 it could not be done, 3 differences were found, 64 this text.
  npm prints a heading of its own: with --json use \`npm run --silent ledger -- …\`.`;

/** What was typed behind the command, by option name. */
export type Options = Readonly<Partial<Record<OptionName, string>>>;
type OptionName =
  | "mode"
  | "reason"
  | "key"
  | "size"
  | "out"
  | "start"
  | "end"
  | "from"
  | "to"
  | "consistency";

type Typed = { readonly logs: readonly Log[]; readonly options: Options; readonly keys: Keys };
type Command = {
  /** How many logs it takes: none, one or both, exactly one. */
  readonly takes: "none" | "any" | "one";
  readonly options: readonly OptionName[];
  readonly run: (typed: Typed) => Promise<Answer>;
};

const EXPORT_OPTIONS = ["out", "start", "end", "from", "to", "consistency"] as const;

const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["init", { takes: "none", options: [], run: ({ keys }) => init(keys) }],
  ["vkey", { takes: "none", options: [], run: ({ keys }) => vkey(keys) }],
  ["probe", { takes: "none", options: [], run: () => probe() }],
  ["compare", { takes: "any", options: [], run: ({ logs }) => compare(logs) }],
  ["rebuild", { takes: "any", options: [], run: ({ logs }) => rebuild(logs) }],
  ["scrub", { takes: "any", options: ["mode"], run: runScrub }],
  ["rotate", { takes: "one", options: [], run: ({ logs, keys }) => rotate(only(logs), keys) }],
  ["revoke", { takes: "one", options: ["key", "size", "reason"], run: runRevoke }],
  ["export", { takes: "one", options: EXPORT_OPTIONS, run: runExport }],
  ["resume", { takes: "one", options: ["reason"], run: runResume }],
]);

/** The command that was typed, ready to run. `keys` is what signing.ts gives to those it is handed to. Errors: UsageError. */
export function commandOf(
  [name = "", ...named]: readonly string[],
  options: Options,
  keys: Keys,
): () => Promise<Answer> {
  const command = COMMANDS.get(name);
  if (!command)
    throw new UsageError(name === "" ? "Say a command." : `There is no command "${name}".`);
  const unknown = Object.keys(options).find(
    (typed) => !command.options.some((known) => known === typed),
  );
  if (unknown) throw new UsageError(`The command "${name}" takes no --${unknown}.`);
  const logs = logsOf(name, command.takes, named);
  return () => command.run({ logs, options, keys });
}

function logsOf(name: string, takes: Command["takes"], named: readonly string[]): readonly Log[] {
  const [first, second] = named;
  const most = takes === "none" ? 0 : 1;
  if (named.length > most) {
    throw new UsageError(
      `The command "${name}" takes ${most === 0 ? "no log" : "one log"}, not "${most === 0 ? first : second}".`,
    );
  }
  if (first === undefined) {
    if (takes === "one") throw new UsageError(`Say the log: ${name} calls, or ${name} governance.`);
    return LOGS;
  }
  const log = LOGS.find((known) => known === first);
  if (log === undefined) throw new UsageError(`There is no log "${first}".`);
  return [log];
}

function only([log]: readonly Log[]): Log {
  if (log === undefined) throw new UsageError("Say the log.");
  return log;
}

async function runExport({ logs, options: { out, ...fields } }: Typed): Promise<Answer> {
  if (out === undefined) throw new UsageError("Say with --out to which file.");
  return await exportLog(only(logs), { out, ...fields });
}

const MODES = ["stored", "index"] as const satisfies readonly ScrubMode[];

async function runScrub({ logs, options: { mode } }: Typed): Promise<Answer> {
  const modes = mode === undefined ? MODES : MODES.filter((known) => known === mode);
  if (modes.length === 0)
    throw new UsageError("--mode is stored or index; without it both are done.");
  return await scrub(logs, modes);
}

async function runRevoke({ logs, options: { key, size, reason }, keys }: Typed): Promise<Answer> {
  if (key === undefined || size === undefined || reason === undefined) {
    throw new UsageError(
      "Say --key, --size and --reason: what is withdrawn, from where on, and why.",
    );
  }
  return await revoke(only(logs), { key, size, reason }, keys);
}

async function runResume({ logs, options: { reason } }: Typed): Promise<Answer> {
  if (reason === undefined)
    throw new UsageError("Say with --reason what the cause was and why it is gone.");
  return await resume(only(logs), reason);
}
