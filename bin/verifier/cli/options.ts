import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parsePolicy } from "@/lib/ledger/policy";
import { parseVkey, type VerifierKey } from "@/lib/ledger/vkey";
import { UsageError } from "./usage";

export type Options = {
  readonly bundle: string;
  readonly trusted: readonly VerifierKey[];
  /** Where verified checkpoints lie, or null: nothing is recalled and nothing kept. */
  readonly remember: string | null;
  readonly checkpoints: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly tsaCa: string | null;
  readonly json: boolean;
};

/** What was asked for; null for help. Errors: UsageError. */
export function readOptions(args: readonly string[]): Options | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  if (values.remember !== undefined && values["no-remember"]) {
    throw new UsageError("Say either --remember or --no-remember.");
  }
  const { more, bundle } = bundleAmong(positionals, (values.vkey ?? []).length > 0);
  const trusted = keysOf([...(values.vkey ?? []), ...more], values.policy ?? []);
  const checkpoints = (values.checkpoint ?? []).map((name) => ({ name, bytes: bytesOf(name) }));
  const remember = values["no-remember"] ? null : (values.remember ?? DEFAULT_DIRECTORY);
  const { "tsa-ca": tsaCa = null, json = false } = values;
  if (tsaCa !== null) bytesOf(tsaCa);
  return { bundle, trusted, remember, checkpoints, tsaCa, json };
}

const DEFAULT_DIRECTORY = join(homedir(), ".countersign", "checkpoints");

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        vkey: { type: "string", multiple: true },
        policy: { type: "string", multiple: true },
        checkpoint: { type: "string", multiple: true },
        remember: { type: "string" },
        "no-remember": { type: "boolean" },
        "tsa-ca": { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message, { cause: error });
  }
}

/** `--vkey KEY KEY`: what follows the first key and is one itself is no bundle. */
function bundleAmong(positionals: readonly string[], hasKeys: boolean) {
  const more = hasKeys ? positionals.filter((text) => parseVkey(text).ok) : [];
  const [bundle, ...rest] = positionals.filter((text) => !more.includes(text));
  if (bundle === undefined) throw new UsageError("Say which bundle: a ZIP or a directory.");
  if (rest.length > 0) throw new UsageError("Say one bundle. A path with spaces needs quotes.");
  return { bundle, more };
}

function keysOf(vkeys: readonly string[], policies: readonly string[]): VerifierKey[] {
  const given = vkeys.map((vkey) => {
    const key = parseVkey(vkey);
    if (!key.ok) throw new UsageError(`--vkey ${vkey}: ${key.detail}`);
    return key.value;
  });
  const named = policies.flatMap((file) => {
    const keys = parsePolicy(bytesOf(file));
    if (!keys.ok) throw new UsageError(`--policy ${file}: ${keys.detail}`);
    return keys.value;
  });
  if (given.length + named.length === 0) {
    throw new UsageError(
      "Say which key you trust, with --vkey or --policy. Without one nothing can be verified, and a key in the bundle proves nothing.",
    );
  }
  return [...given, ...named];
}

function bytesOf(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read: ${why}`, { cause: error });
  }
}
