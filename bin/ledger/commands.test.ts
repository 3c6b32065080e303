import { expect, test } from "vitest";
import { commandOf, LEDGER_USAGE, type Options } from "./commands";

function typed(positionals: readonly string[], options: Options = {}) {
  return commandOf(positionals, options, async () => {
    throw new Error("no key is needed to understand a command");
  });
}

test("what cannot be understood is said in one sentence", () => {
  const cases: [string[], Options, string][] = [
    [[], {}, "Say a command."],
    [["seal"], {}, 'There is no command "seal".'],
    [["scrub", "bills"], {}, 'There is no log "bills".'],
    [["scrub", "calls", "governance"], {}, "takes one log"],
    [["init", "calls"], {}, 'The command "init" takes no log'],
    [["rotate"], {}, "Say the log: rotate calls, or rotate governance."],
    [["probe"], { mode: "index" }, 'The command "probe" takes no --mode.'],
  ];
  for (const [positionals, options, says] of cases) {
    expect(() => typed(positionals, options)).toThrow(says);
  }
});

test("what a command needs beside its log is asked for before anything is done", async () => {
  const cases: [string[], Options, string][] = [
    [["scrub"], { mode: "all" }, "--mode is stored or index"],
    [["resume", "calls"], {}, "Say with --reason"],
    [["export", "calls"], {}, "Say with --out"],
    [["revoke", "calls"], { key: "k" }, "Say --key, --size and --reason"],
  ];
  for (const [positionals, options, says] of cases) {
    await expect(typed(positionals, options)()).rejects.toThrow(says);
  }
});

test("the usage names every command", () => {
  const commands = "init vkey probe compare rebuild scrub rotate revoke export resume".split(" ");
  for (const name of commands) expect(LEDGER_USAGE).toMatch(new RegExp(`^  ${name} `, "m"));
});
