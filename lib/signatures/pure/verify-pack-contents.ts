// Fourth step: the files behind a signature's manifest are the ones that were signed, belong to it, and say what may be said.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isInstantText, isObjectOf, isOneOf, isText } from "@/lib/ledger/json-shape";
import { fails, type Reason } from "@/lib/ledger/verdict";
import { headerIn, objectIn } from "./evidence-lines";
import { linesOf } from "./manifest";
import type { PackFindings } from "./pack-findings";
import type { LineEnd } from "./pack-outcome";
import { type Assignments, assignmentsIn } from "./verify-pack-assignments";
import {
  checkCorrected,
  checkCounts,
  checkPart,
  checkWhole,
  type FileOfDecisions,
  type SignedDecisions,
  type Tally,
} from "./verify-pack-decisions";
import { checkSignedLines } from "./verify-pack-lines";
import type { OpenPack } from "./verify-pack-open";
import type { OpenSignature } from "./verify-pack-signature";
import type { PackSnapshot } from "./verify-pack-snapshot";
import type { TableRows } from "./verify-pack-table";

/** What the signatures so far say together. `assignments` come with the sign-off. */
export type Together = {
  readonly signed: SignedDecisions;
  /** What each line ended with, by its number. */
  readonly ends: Map<number, LineEnd>;
  readonly table: TableRows;
  assignments: Assignments | null;
};

// In the order in which they are looked at. Each is the reason as well that is given where it is not the signed one.
const CONTENTS = ["assignments", "delta", "decisions"] as const satisfies readonly Reason[];
type ContentName = (typeof CONTENTS)[number];
const SNAPSHOT = "snapshot";

const NEEDED = {
  "stage-1": ["decisions"],
  "stage-2": ["decisions"],
  "sign-off": ["decisions", "delta", "assignments"],
  addendum: ["decisions", "delta"],
} as const satisfies Record<string, readonly ContentName[]>;

/** Whether a role is one of those a review knows. */
export function isRole(role: string): role is keyof typeof NEEDED {
  return Object.hasOwn(NEEDED, role);
}

/** Checks all files of one signature. Adds what does not hold. */
export async function checkContents(
  pack: OpenPack,
  signature: OpenSignature,
  snapshot: PackSnapshot,
  together: Together,
  findings: PackFindings,
): Promise<void> {
  const { folder, manifest } = signature;
  const file = `signatures/${folder}/manifest.json`;
  if (manifest.files[SNAPSHOT]?.sha256 !== snapshot.sha256) {
    findings.add(
      fails("snapshot", "It was signed over another snapshot than lies here.", { file }),
    );
  }
  const needed = neededBy(manifest, (detail) => findings.add(fails("claim", detail, { file })));
  for (const name of CONTENTS) {
    const signed = Object.hasOwn(manifest.files, name) ? manifest.files[name] : undefined;
    if (signed !== undefined && needed.includes(name)) {
      const wish = { name, signed, snapshot };
      await checkContent(pack, signature, wish, together, findings);
    } else if (needed.includes(name)) {
      findings.add(fails(name, `It was not signed over any ${name}.`, { file }));
    }
  }
}

/** The files that a signature in this role is over, beside the snapshot. Says no to a role nobody has, and to any other file. */
function neededBy(
  { role, files }: OpenSignature["manifest"],
  no: (detail: string) => void,
): readonly string[] {
  const needed: readonly string[] = isRole(role) ? NEEDED[role] : [];
  if (!isRole(role)) no("Nobody signs a review in this role.");
  for (const name of Object.keys(files)) {
    if (name === SNAPSHOT || needed.includes(name)) continue;
    no("It was signed over a file that nobody signs in this role.");
  }
  return needed;
}

async function checkContent(
  pack: OpenPack,
  signature: OpenSignature,
  wish: {
    readonly name: ContentName;
    readonly signed: OpenSignature["manifest"]["files"][string];
    readonly snapshot: PackSnapshot;
  },
  together: Together,
  findings: PackFindings,
): Promise<void> {
  const { name, signed, snapshot } = wish;
  const { folder } = signature;
  const file = `signatures/${folder}/${name}.ndjson`;
  const before = findings.all;
  const bytes = await checkSignedLines(
    pack,
    {
      ...{ file, signed, reason: name },
      hashesFile: `signatures/${folder}/${name}.lines`,
      belongs: (header) => objectionToHeader(header, name, signature, snapshot),
    },
    findings,
  );
  // What was not signed need not make sense: one fault is named once, where it is.
  if (bytes === null || findings.all > before) return;
  if (name === "assignments") {
    together.assignments = assignmentsIn(bytes, file, findings);
  } else if (name === "delta") {
    checkDelta(bytes, file, findings);
  } else {
    checkDecisions({ bytes, file, folder, snapshot }, signature, together, findings);
  }
}

/** Why a file belongs elsewhere: its header names another review, snapshot, role or person. */
function objectionToHeader(
  header: JsonObject,
  name: ContentName,
  { manifest }: OpenSignature,
  snapshot: PackSnapshot,
): string | null {
  if (header.file !== name) return `It is no file of ${name}.`;
  if (header.review !== manifest.subject.id) return "It belongs to another review.";
  if (name === "assignments") return null;
  if (header.snapshot !== snapshot.sha256) return "It belongs to another snapshot.";
  if (name === "delta") return null;
  if (header.role !== manifest.role) return "It belongs to a signature in another role.";
  const isOfStage = manifest.role === "stage-1" || manifest.role === "stage-2";
  const by = isOfStage ? manifest.signer.id : null;
  return header.by === by ? null : "It holds the decisions of somebody else.";
}

function checkDecisions(
  source: FileOfDecisions,
  { manifest }: OpenSignature,
  together: Together,
  findings: PackFindings,
): void {
  const { bytes, file, folder } = source;
  const header = headerIn(bytes);
  if (header.ok && header.value.lines !== linesOf(bytes).length - 1) {
    findings.add(fails("count", "Its header says another number of lines.", { file }));
  }
  const tally = tallyOf(source, manifest, together, findings);
  if (manifest.role === "sign-off" && tally.has("no-response") && isTooSoon(source, manifest)) {
    const detail = "Lines nobody answered are called no response before their due day was over.";
    findings.add(fails("decisions", detail, { file }));
  }
  checkCounts(tally, manifest.counts, `signatures/${folder}/manifest.json`, findings);
}

const DAY_MS = 86_400_000;

/** Silence is an answer only once the due day (UTC) is over. A snapshot that names no day says nothing. */
function isTooSoon({ snapshot: { due } }: FileOfDecisions, { preparedAt }: { preparedAt: string }) {
  if (due === null) return false;
  const day = Math.floor(Date.parse(due) / DAY_MS);
  return Date.parse(preparedAt) < (day + 1) * DAY_MS;
}

function tallyOf(
  source: FileOfDecisions,
  { role, signer }: OpenSignature["manifest"],
  { signed, ends, table, assignments }: Together,
  findings: PackFindings,
): Tally {
  if (role === "sign-off")
    return checkWhole(source, { signed, ends, table, assignments }, findings);
  if (role === "addendum") return checkCorrected(source, ends, findings);
  const stage = role === "stage-2" ? 2 : 1;
  return checkPart(source, { stage, by: signer.id }, signed, findings);
}

const isDeltaLine = isObjectOf({
  line: isText,
  change: isOneOf(["added", "expanded", "reduced", "removed", "owner-changed", "altered"]),
  disposition: isOneOf(["carried-over", "revoke", "noted"]),
  by: isText,
  at: isInstantText,
});

/** Nothing that changed since the snapshot is left without somebody's word (REV-10). Adds `delta`. */
function checkDelta(bytes: Uint8Array, file: string, findings: PackFindings): void {
  for (const [at, text] of linesOf(bytes).slice(1).entries()) {
    const line = objectIn(text);
    if (line.ok && isDeltaLine(line.value)) continue;
    const where = { file, index: BigInt(at + 1) };
    findings.add(fails("delta", "The line does not say what becomes of the change.", where));
  }
}
