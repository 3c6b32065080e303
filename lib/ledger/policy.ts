// ledger.md §3.5, Policy: c2sp.org/tlog-policy, as far as v1 evaluates it: `log` lines and `quorum none`.
import { textOf } from "./bytes";
import { fails, found, type Read } from "./verdict";
import { formatVkey, parseVkey, type VerifierKey } from "./vkey";

const MAX_POLICY_BYTES = 1_000_000;

/** A policy that trusts these logs and asks for no witness. */
export function formatPolicy(logs: readonly VerifierKey[]): string {
  return `${logs.map((key) => `log ${formatVkey(key)}\n`).join("")}quorum none\n`;
}

/**
 * The keys of the logs a policy trusts. A quorum that cannot be evaluated is refused, never taken for met; witnesses and
 * groups that no quorum names are skipped. Fails with `framing`.
 */
export function parsePolicy(bytes: Uint8Array): Read<readonly VerifierKey[]> {
  const text = bytes.length > MAX_POLICY_BYTES ? null : textOf(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for
  if (text === null || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) {
    return fails("framing", "The policy is not text.");
  }
  const lines = text
    .split("\n")
    .map((line) => line.split(/[ \t]+/).filter((item) => item !== ""))
    .filter(([keyword]) => keyword !== undefined && !keyword.startsWith("#"));
  const objection = lines.map(objectionTo).find((found) => found !== null);
  if (objection) return fails("framing", objection);
  const quorums = lines.filter(([keyword]) => keyword === "quorum");
  if (quorums.length !== 1) return fails("framing", "A policy has exactly one quorum line.");
  return keysOf(lines.flatMap(([keyword, vkey = ""]) => (keyword === "log" ? [vkey] : [])));
}

function objectionTo([keyword, name, url, ...more]: readonly string[]): string | null {
  switch (keyword) {
    case "witness":
    case "group":
      return null;
    case "log":
      return name !== undefined && more.length === 0 ? null : "A log line is `log <vkey> [<url>]`.";
    case "quorum":
      return name === "none" && url === undefined
        ? null
        : "This verifier cannot evaluate a quorum of witnesses. Only `quorum none` is understood.";
    default:
      return `The policy holds a line that starts with ${JSON.stringify(keyword?.slice(0, 40))}.`;
  }
}

function keysOf(vkeys: readonly string[]): Read<readonly VerifierKey[]> {
  const keys: VerifierKey[] = [];
  for (const vkey of vkeys) {
    const key = parseVkey(vkey);
    if (!key.ok) return key;
    keys.push(key.value);
  }
  // "Two vkeys are considered duplicate if they wrap the same underlying public key", under whatever name.
  const distinct = new Set(keys.map(({ publicKey }) => publicKey.join()));
  return distinct.size === keys.length ? found(keys) : fails("framing", "A log is listed twice.");
}
