import { fromBase64 } from "@/lib/ledger/base64";
import { toHex } from "@/lib/ledger/bytes";
import type { Covered } from "./bundle-wish";
import { LOG_LABEL, TASK_STATE_LABEL, type TaskState } from "./labels";
import type { BundleTask, VerificationTask } from "./task-record";
import { count } from "./view";

type Names = ReadonlyMap<string, { name: string }>;

/** How far long work has come. `percent` is null while nobody knows how much there is. Instants as text, "" where there is none. */
export type TaskView = {
  readonly id: string;
  readonly log: string;
  readonly state: TaskState;
  readonly stateWords: string;
  readonly open: boolean;
  readonly done: string;
  readonly total: string;
  readonly percent: number | null;
  readonly by: string;
  readonly askedAt: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly message: string;
};

/** A bundle as a row and in full. Hashes as hex; empty texts until it is made. */
export type BundleView = TaskView & {
  readonly covers: string;
  readonly consistency: string;
  readonly made: BundleMade | null;
};
export type BundleMade = {
  readonly range: string;
  readonly entries: string;
  readonly size: string;
  readonly root: string;
  readonly bytes: string;
  readonly sha256: string;
  readonly fileName: string;
  readonly consistency: string;
  readonly claims: readonly {
    readonly statement: string;
    readonly made: boolean;
    readonly says: string;
  }[];
};

/** A verification as a row and in full. `outcome` is null until it is done. */
export type VerificationView = TaskView & {
  readonly outcome: "pass" | "fail" | null;
  readonly says: string;
  readonly size: string;
  readonly root: string;
  readonly first: string;
};

export function toBundleView(bundle: BundleTask, names: Names): BundleView {
  const { wish, result } = bundle;
  return {
    ...toTaskView(bundle, names),
    covers: coversText(wish.covers),
    consistency: wish.consistency.map(String).join(", "),
    made: result && {
      range: spanText(result.start, result.end),
      entries: whole(result.entries),
      size: whole(result.size),
      root: rootHex(result.root),
      bytes: whole(result.bytes),
      sha256: result.sha256,
      fileName: result.fileName,
      consistency: result.consistency.map(String).join(", "),
      claims: claimsOf(result),
    },
  };
}

export function toVerificationView(task: VerificationTask, names: Names): VerificationView {
  const { result } = task;
  return {
    ...toTaskView(task, names),
    outcome: result && (result.holds ? "pass" : "fail"),
    says: result === null ? "" : verdictText(result),
    size: result === null ? "" : whole(result.size),
    root: result === null ? "" : rootHex(result.root),
    first: result?.first ?? "",
  };
}

function toTaskView(task: BundleTask | VerificationTask, names: Names): TaskView {
  const { id, log, state, done, total, askedById, message } = task;
  return {
    ...{ id, state },
    log: LOG_LABEL[log],
    stateWords: TASK_STATE_LABEL[state],
    open: state === "waiting" || state === "running",
    done: count(done),
    total: total === null ? "" : count(total),
    percent: total === null || total === 0n ? null : Math.min(100, Number((done * 100n) / total)),
    by: names.get(askedById)?.name ?? askedById,
    askedAt: task.askedAt.toISOString(),
    startedAt: task.startedAt?.toISOString() ?? "",
    finishedAt: task.finishedAt?.toISOString() ?? "",
    message: message ?? "",
  };
}

function coversText(covers: Covered): string {
  if (covers.kind === "all") return "The whole log";
  if (covers.kind === "range") return `Entries ${spanText(covers.start, covers.end)}`;
  return `Accepted from ${utc(covers.from)} until before ${utc(covers.to)}`;
}

function claimsOf(result: NonNullable<BundleTask["result"]>): BundleMade["claims"] {
  const { claims } = result;
  return [
    {
      statement: "range",
      made: claims.range,
      says: "No entry between the first and the last is missing.",
    },
    {
      statement: "time",
      made: claims.time,
      says: claims.time
        ? "It holds everything accepted in the period; the entries around it prove it."
        : "No period was asked for, or its end is not proved by a later entry.",
    },
    {
      statement: "source",
      made: claims.source && result.attested > 0,
      says: claims.source
        ? sourcesText(result)
        : "The numbers of its sources could not be counted.",
    },
    {
      statement: "filter",
      made: claims.filter,
      says: claims.filter
        ? "Nothing within the range was left out."
        : "Some entries are withheld and present as hashes only.",
    },
  ];
}

/** ledger.md §11, statement 3: what a source does not number, nobody can miss. */
function sourcesText({ attested, holes, unattested }: NonNullable<BundleTask["result"]>): string {
  const without =
    unattested.length === 0
      ? ""
      : `Not attested, as they number nothing: ${unattested.join(", ")}.`;
  return [attested > 0 ? holesText(holes) : "", without].filter((part) => part !== "").join(" ");
}

function holesText(holes: number): string {
  if (holes === 0)
    return "No number is missing among those that its sources gave to what they sent.";
  const numbers = holes === 1 ? "number of a source is" : "numbers of sources are";
  return `${whole(holes)} ${numbers} missing; the bundle names each.`;
}

function verdictText({ holds, findings, size }: NonNullable<VerificationTask["result"]>): string {
  if (!holds) {
    return `${whole(findings)} ${findings === 1 ? "difference was" : "differences were"} found in ${whole(size)} entries.`;
  }
  return `All ${whole(size)} entries were read and hashed again, and lead to the signed root.`;
}

/** "0 to 17" of [0, 18). */
function spanText(start: number, end: number): string {
  return end > start ? `${whole(start)} to ${whole(end - 1)}` : "none";
}

function whole(value: number): string {
  return value.toLocaleString("en");
}

function rootHex(base64: string): string {
  const root = fromBase64(base64);
  return root === null ? base64 : toHex(root);
}

function utc(instant: string): string {
  return `${instant.replace("T", " ").replace("Z", "")} UTC`;
}
