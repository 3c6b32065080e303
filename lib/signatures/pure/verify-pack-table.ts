// SCN-06: decisions.csv says what was signed. It is a rendering that the server made, so it is held against the signed file, row by row.
import { textOf } from "@/lib/ledger/bytes";
import { fails } from "@/lib/ledger/verdict";
import { readEvidence } from "./evidence-lines";
import type { PackFindings } from "./pack-findings";
import type { LineEnd, PackDecision } from "./pack-outcome";
import type { OpenPack } from "./verify-pack-open";

const TABLE = "decisions.csv";

/** What of a signed line a table is held against. */
type SignedLine = LineEnd & {
  readonly n: number;
  readonly line: string;
  readonly decisions: readonly PackDecision[];
};

/** By number of a line: its cells as the table must have them. */
export type TableRows = Map<number, readonly string[]>;

const COLUMNS = [
  ...["n", "line", "outcome", "until", "remaining", "new_owner_id"],
  ...["stage1_decision", "stage1_by_id", "stage1_comment"],
  ...["stage2_decision", "stage2_by_id", "stage2_comment"],
];

/** The cells of a signed line, in the order of the columns that are looked at. */
export function tableRow(signed: SignedLine): readonly string[] {
  const { n, line, outcome, until, remaining, newOwner, decisions } = signed;
  const stages = [1, 2].flatMap((stage) => {
    const made = decisions.find((one) => one.stage === stage);
    return made === undefined ? ["", "", ""] : [made.decision, made.by, made.comment];
  });
  const end = [outcome, until ?? "", remaining.join("; "), newOwner ?? ""];
  return [String(n), line, ...end, ...stages];
}

/** Whether the table says of each line what the sign-off says. Without a table or a sign-off nothing is said. Adds `decisions`. */
export async function checkTable(
  pack: OpenPack,
  rows: TableRows,
  findings: PackFindings,
): Promise<void> {
  if (!pack.names.has(TABLE) || rows.size === 0) return;
  const bytes = await readEvidence(pack.source, TABLE);
  const [head, ...body] = bytes.ok ? csvRows(textOf(bytes.value) ?? "") : [];
  const places = COLUMNS.map((column) => head?.indexOf(column) ?? -1);
  if (places.includes(-1)) {
    findings.add(fails("decisions", "It lacks a column that it must have.", { file: TABLE }));
    return;
  }
  const seen = new Set<string>();
  for (const row of body) {
    const cells = places.map((place) => withoutApostrophe(row[place] ?? ""));
    const [n = ""] = cells;
    const isAgain = seen.has(n);
    seen.add(n);
    if (!isAgain && isAsSigned(cells, rows)) continue;
    const where = { file: TABLE, index: numberIn(cells) };
    findings.add(fails("decisions", "It says another thing than was signed.", where));
  }
  if (body.length !== rows.size) {
    findings.add(fails("count", "It has not as many rows as lines were signed.", { file: TABLE }));
  }
}

function isAsSigned(cells: readonly string[], rows: TableRows): boolean {
  const signed = rows.get(Number(cells[0])); // its first cell is compared as text as well
  return signed?.every((cell, at) => cell === cells[at]) === true;
}

function numberIn([n]: readonly string[]): bigint {
  return /^[0-9]{1,15}$/.test(n ?? "") ? BigInt(n ?? 0) : 0n;
}

/** RFC 4180: fields in quotes may hold commas, line ends and doubled quotes. What is no such text comes out as rows that fit nothing. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  for (let at = 0; at < text.length; at = field.lastIndex) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (found === null) return [...rows, [text.slice(at, at + 100)]];
    const [, quoted, plain = "", end] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

/** What keeps a spreadsheet from taking text for a formula. */
function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
