import { utf8 } from "@/lib/ledger/bytes";
import { parsePolicy } from "@/lib/ledger/policy";
import { fails, found, type Read } from "@/lib/ledger/verdict";
import { formatVkey, parseVkey } from "@/lib/ledger/vkey";

/** The verifier keys in a text: one to a line, or a policy. Lines after # are passed over. Fails with `framing`, naming the line. */
export function readKeys(text: string): Read<readonly string[]> {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.some((line) => /^(?:log|quorum)\s/.test(line))) return keysOfPolicy(lines);
  for (const [at, line] of lines.entries()) {
    const key = parseVkey(line);
    if (!key.ok) return fails("framing", `Key ${at + 1}: ${key.detail}`);
  }
  if (lines.length > 0) return found([...new Set(lines)]);
  return fails("framing", "Put in at least one key. A key in the bundle proves nothing.");
}

function keysOfPolicy(lines: readonly string[]): Read<readonly string[]> {
  const keys = parsePolicy(utf8(`${lines.join("\n")}\n`));
  return keys.ok ? found(keys.value.map(formatVkey)) : keys;
}
