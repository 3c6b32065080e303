// ledger.md §6, Alarm: what of the ledger somebody must look at now, and what to do about it.
import type { Log } from "@/lib/ledger/origin";
import { BEHIND_SECONDS, UNSEEN_SECONDS } from "./limits";
import { type Alarm, durationText, type LedgerHealth, type LogHealth } from "./view";

/** What is wrong now, the worst first. Empty: all is well. */
export function alarmsOf({ logs, store }: LedgerHealth): Alarm[] {
  const alarms: Alarm[] = [];
  if (store !== "") {
    alarms.push({
      kind: "store",
      what: `The ledger's store fails: ${store}`,
      next: "Nothing new is accepted as evidence until it answers. Look at the disk and the folder of LEDGER_STORE, then at the log of the web server.",
    });
  }
  for (const { log, halted } of logs) if (halted !== null) alarms.push(haltAlarm(log, halted));
  const lost = logs.filter(({ unindexed }) => unindexed).map(({ log }) => log);
  if (lost.length > 0) alarms.push(indexAlarm(lost));
  if (logs.some(({ size, unindexed }) => size === null && !unindexed)) {
    alarms.push({
      kind: "not-begun",
      what: "The ledger of this installation has not begun.",
      next: "Run `npm run ledger -- init` on the server: it makes the keys and the first entry of both logs.",
    });
  } else if (logs.some(isUnseen)) {
    alarms.push({
      kind: "unseen",
      what: "The sealer is not running: nothing new is sealed.",
      next: "Entries are kept, and sealed once it runs. Start it with `npm run sealer`, or start everything with `npm run up`.",
    });
  }
  const behind = logs.filter(isBehind);
  for (const { log, lagSeconds } of behind) {
    alarms.push({
      kind: "behind",
      what: `An entry of the ${log} log has been waiting ${durationText(lagSeconds)} for a checkpoint.`,
      next: "Until one covers it, it is recorded and not verified. See whether the sealer runs and what it last reported.",
    });
  }
  return alarms;
}

function indexAlarm(logs: readonly Log[]): Alarm {
  return {
    kind: "unindexed",
    what: `The index has lost the ${logs.join(" and the ")} log, whose entries are in the store.`,
    next: "No evidence is lost, and none of it can be searched. Run `npm run ledger -- rebuild` on the server: it fills the index from the store.",
  };
}

function haltAlarm(log: Log, reason: string): Alarm {
  return {
    kind: "halted",
    what: `The sealer has stopped signing the ${log} log: ${reason}.`,
    next: `Find the cause first, as nothing repairs itself. Then run \`npm run ledger -- resume ${log} --reason "…"\`, which is recorded.`,
  };
}

function isUnseen({ seenSecondsAgo }: LogHealth): boolean {
  return seenSecondsAgo === null || seenSecondsAgo > UNSEEN_SECONDS;
}

function isBehind({ lagSeconds, halted }: LogHealth): boolean {
  return halted === null && lagSeconds > BEHIND_SECONDS;
}
