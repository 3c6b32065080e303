import { textOf, toHex } from "@/lib/ledger/bytes";
import type { Log } from "@/lib/ledger/origin";
import { formatPolicy } from "@/lib/ledger/policy";
import { parseVkey } from "@/lib/ledger/vkey";
import { KEY_SEPARATION_LABEL, LOG_LABEL, SCRUB_LABEL } from "./labels";
import { UNSEEN_SECONDS } from "./limits";
import type { Seal } from "./queries";
import type { ListedFinding, ListedScrub, ListedSeal, LogStatus } from "./queries-status";

/** How one log stands. `size` is null before its first entry; `lagSeconds` is how long its oldest unsealed entry has waited. */
export type LogHealth = {
  readonly log: Log;
  /** Entries in the index; null where it knows nothing of the log. */
  readonly size: bigint | null;
  /** Whether the store has entries of a log that the index knows nothing of. */
  readonly unindexed: boolean;
  readonly sealed: bigint;
  readonly lagSeconds: number;
  readonly seenSecondsAgo: number | null;
  /** Why the sealer stopped signing; null while it signs. */
  readonly halted: string | null;
};

/** How the ledger stands at an instant. `store` is a sentence about its fault, "" where there is none. */
export type LedgerHealth = {
  readonly at: string;
  readonly logs: readonly LogHealth[];
  readonly store: string;
};

/** Something of the ledger that is not as it should be: what it is, and what to do about it. */
export type Alarm = {
  readonly kind: "store" | "halted" | "not-begun" | "unindexed" | "unseen" | "behind";
  readonly what: string;
  readonly next: string;
};

/** `42 s`, `5 min`, `3 h`, `12 days`: rounded down, for beside an absolute time. */
export function durationText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400).toLocaleString("en")} days`;
}

/** One log as the page shows it. Texts are ready to show; "" stands for what there is not. */
export type LogView = {
  readonly id: Log;
  readonly name: string;
  readonly size: string;
  readonly lastEntryAt: string;
  readonly sealedUpTo: string;
  readonly waiting: string;
  readonly checkpoint: CheckpointView | null;
  readonly sealer: SealerView | null;
  readonly keys: readonly KeyView[];
  readonly policyLine: string;
};
/** `age` in words at the time the page was made. */
export type CheckpointView = {
  readonly size: string;
  readonly root: string;
  readonly at: string;
  readonly age: string;
  readonly note: string;
};
export type SealerView = {
  readonly seenAt: string;
  readonly seenAge: string;
  /** Whether it was seen so lately that it must be running. */
  readonly fresh: boolean;
  /** Where the store does not answer, nobody knows whether it can sign, however lately it was seen. */
  readonly storeFails: boolean;
  readonly separation: string;
  readonly separate: boolean;
  readonly halted: {
    readonly at: string;
    readonly reason: string;
    readonly message: string;
  } | null;
};
/** A key as people pin it. `state` in words: in force, old, revoked. */
export type KeyView = {
  readonly id: string;
  readonly vkey: string;
  readonly since: string;
  readonly state: "in force" | "rotated" | "revoked";
  readonly rotatedAt: string;
  readonly revokedFrom: string;
};

/** How a log stands, in words. */
export function toLogView({ log, head, seal, sealer, vkeys }: LogStatus, now: Date): LogView {
  const size = head?.size ?? 0n;
  const sealed = seal?.size ?? 0n;
  const keys = vkeys.map(toKeyView);
  const policy = formatPolicy(
    keys.flatMap(({ vkey, state }) => {
      const key = parseVkey(vkey);
      return state === "in force" && key.ok ? [key.value] : [];
    }),
  );
  return {
    id: log,
    name: LOG_LABEL[log],
    size: count(size),
    lastEntryAt: head?.lastTs?.toISOString() ?? "",
    sealedUpTo: sealed === 0n ? "" : count(sealed - 1n),
    waiting: count(size > sealed ? size - sealed : 0n),
    checkpoint: seal && toCheckpointView(seal, now),
    sealer: sealer && toSealerView(sealer, now),
    keys,
    policyLine: policy,
  };
}

/** The same log where its store was found failing. */
export function withoutStore(log: LogView): LogView {
  return { ...log, sealer: log.sealer && { ...log.sealer, storeFails: true } };
}

function toCheckpointView({ size, root, note, at }: Seal, now: Date): CheckpointView {
  return {
    size: count(size),
    root,
    at: at.toISOString(),
    age: agoText(at, now),
    note: textOf(note) ?? "",
  };
}

function toSealerView(sealer: NonNullable<LogStatus["sealer"]>, now: Date): SealerView {
  const { seenAt, keySeparation, haltedAt, haltReason, haltMessage } = sealer;
  return {
    seenAt: seenAt.toISOString(),
    seenAge: agoText(seenAt, now),
    fresh: now.getTime() - seenAt.getTime() <= UNSEEN_SECONDS * 1_000,
    storeFails: false,
    separation: KEY_SEPARATION_LABEL[keySeparation === "user" ? "user" : "process"],
    separate: keySeparation === "user",
    halted: haltedAt && {
      at: haltedAt.toISOString(),
      reason: haltReason ?? "no reason was given",
      message: haltMessage ?? "",
    },
  };
}

function toKeyView({ vkey, since, rotatedAt, revokedFrom }: LogStatus["vkeys"][number]): KeyView {
  const parsed = parseVkey(vkey);
  const ended = rotatedAt === null ? "in force" : "rotated";
  return {
    id: parsed.ok ? parsed.value.id : "not readable",
    vkey,
    since: count(since),
    state: revokedFrom === null ? ended : "revoked",
    rotatedAt: rotatedAt?.toISOString() ?? "",
    revokedFrom: revokedFrom === null ? "" : count(revokedFrom),
  };
}

/** One UTC day of a log. `partial`: the day the log began, or today. */
export type DayOfLog = {
  readonly day: string;
  readonly entries: number;
  readonly partial: boolean;
};

/** Runs of days on which a log got no entry at all, not even a heartbeat. */
export function gapsOf(days: readonly DayOfLog[]): { from: string; to: string; days: number }[] {
  const gaps: { from: string; to: string; days: number }[] = [];
  let open = false;
  for (const { day, entries, partial } of days) {
    const empty = entries === 0 && !partial;
    const last = gaps.at(-1);
    if (empty && open && last) Object.assign(last, { to: day, days: last.days + 1 });
    else if (empty) gaps.push({ from: day, to: day, days: 1 });
    open = empty;
  }
  return gaps;
}

/** A finding as a row. `closedAt` is "" while it is open. */
export type FindingRow = {
  id: string;
  log: string;
  kind: string;
  critical: boolean;
  message: string;
  firstAt: string;
  lastAt: string;
  times: number;
  closedAt: string;
};

export function toFindingRow(finding: ListedFinding): FindingRow {
  const { id, log, kind, severity, message, times } = finding;
  return {
    ...{ id, log, kind, message, times },
    critical: severity === "critical",
    firstAt: finding.firstAt.toISOString(),
    lastAt: finding.lastAt.toISOString(),
    closedAt: finding.closedAt?.toISOString() ?? "",
  };
}

/** One pass of the scrub as a row. `finishedAt` is "" while it runs, or where it was broken off. */
export type ScrubRow = {
  id: string;
  what: string;
  range: string;
  startedAt: string;
  finishedAt: string;
  findings: number;
  detail: string;
};

export function toScrubRow({
  id,
  kind,
  start,
  end,
  findings,
  detail,
  ...at
}: ListedScrub): ScrubRow {
  return {
    ...{ id, findings },
    what: SCRUB_LABEL[kind] ?? kind,
    range: rangeText(start, end),
    startedAt: at.startedAt.toISOString(),
    finishedAt: at.finishedAt?.toISOString() ?? "",
    detail: detail ?? "",
  };
}

/** An earlier checkpoint as a row. `size` as it stands in addresses. */
export type SealRow = { id: string; size: string; shown: string; root: string; at: string };

export function toSealRow({ size, root, at }: ListedSeal): SealRow {
  const text = String(size);
  return { id: text, size: text, shown: count(size), root: toHex(root), at: at.toISOString() };
}

/** "entries 0 to 17" of [0, 18); "no entries" of an empty range. */
export function rangeText(start: bigint, end: bigint): string {
  return end > start ? `entries ${count(start)} to ${count(end - 1n)}` : "no entries";
}

export function count(value: bigint): string {
  return value.toLocaleString("en");
}

function agoText(at: Date, now: Date): string {
  const seconds = Math.floor((now.getTime() - at.getTime()) / 1_000);
  return seconds < 0 ? "" : `${durationText(seconds)} ago`;
}
