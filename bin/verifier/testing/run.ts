import { freshFolder, run } from "../../test/processes.mjs";

/** What verify.mjs says with --json, as far as tests look at it. */
export type Said = {
  readonly verdict: string;
  readonly exit: number;
  readonly first: {
    readonly reason: string;
    readonly file: string | null;
    readonly index: number | null;
    readonly detail: string;
  } | null;
  readonly failures: Readonly<Record<string, number>>;
  readonly anchors: readonly { readonly kind: string; readonly size: number }[];
  readonly gaps: readonly { readonly kind: string }[];
  readonly diverging_notes: readonly string[];
  readonly of_other_logs: readonly string[];
  readonly missing: readonly string[];
  readonly memory: readonly string[];
};

/** Runs verify.mjs with a home directory of its own: its exit code, and what it printed line by line. */
export async function verifier(...args: readonly string[]) {
  return await run("public/verify/verify.mjs", [...args], { HOME: freshFolder() });
}

/** The same with --json. The exit code is that of the report, and nothing stands on standard error. */
export async function verified(...args: readonly string[]): Promise<Said> {
  const { code, stdout, stderr } = await verifier(...args, "--json");
  const said: Said = JSON.parse(stdout.join("\n"));
  if (code !== said.exit || stderr.length > 0) throw new Error(`${code} ${stderr.join("\n")}`);
  return said;
}

/** In one line: verdict, first failure, and how often each reason was met. */
export function inOneLine({ exit, verdict, first, failures }: Said): string {
  const where = first === null ? "" : ` ${first.reason} ${first.file ?? ""} ${first.index ?? ""}`;
  const counted = Object.entries(failures).map(([reason, count]) => `${reason} ${count}`);
  return `${exit} ${verdict}${where.trimEnd()}${counted.length === 0 ? "" : ` (${counted.join(", ")})`}`;
}
