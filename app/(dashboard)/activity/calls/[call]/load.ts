import type { HeldShown } from "@/components/activity/call-facts";
import type { CallRow } from "@/lib/activity/calls/call-view";
import { grantWords, isGranted, keyWords } from "@/lib/activity/calls/grant-then";
import { type HeldThen, heldThen } from "@/lib/activity/calls/granted";
import { getCall, versionsOf } from "@/lib/activity/calls/queries-calls";
import { getCallRecord, recordsAt } from "@/lib/activity/calls/queries-record";
import { recordDiff } from "@/lib/activity/calls/record-view";
import { VERSIONS_VIEWED } from "@/lib/activity/commands/view-call";
import type { Actor } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { damageText } from "@/lib/ledger-store/entry-view";
import type { EntryRecord } from "@/lib/ledger-store/queries-entries";
import { found } from "@/lib/server/require-actor";

type Stored = { entry: EntryRecord } | { title: string; why: string };

/** The row of a call and its entry, or in words why that cannot be shown. */
export async function callOf(
  actor: Actor,
  index: string,
): Promise<{ call: CallRow; stored: Stored }> {
  const call = await found(getCall(actor, index));
  try {
    const read = await getCallRecord(actor, index);
    if ("entry" in read) return { call, stored: { entry: read.entry } };
    return {
      call,
      stored: {
        title: "What is stored here contradicts itself",
        why: `${damageText(read.damage)} Only what the index says is shown, and that is no evidence.`,
      },
    };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    return {
      call,
      stored: {
        title: "The store does not answer with this entry",
        why: "The log has taken it in, so it should be there. Either the store fails at the moment, or the entry was removed from it, by its retention or by somebody. Only what the index says is shown, and that is no evidence.",
      },
    };
  }
}

/** Versions of a call, the newest first, each with what it changed where the look at them is recorded. */
export async function versionsShown(actor: Actor, index: string, viewed: boolean) {
  const versions = (await versionsOf(actor, index)).slice(0, VERSIONS_VIEWED);
  if (versions.length < 2) return [];
  const records = viewed ? await recordsAt(versions) : new Map();
  return versions
    .map(({ idx, version, recordedAt }, at) => {
      const [before, after] = [records.get(versions[at - 1]?.idx ?? ""), records.get(idx)];
      return { idx, version, recordedAt, diff: before && after ? recordDiff(before, after) : null };
    })
    .reverse();
}

/** The key of a call and what was granted to it then, in words. */
export async function heldShown(actor: Actor, call: CallRow): Promise<HeldShown> {
  const [held] = await heldThen(actor, [{ ...call, firstAt: call.at, lastAt: call.at }]);
  const { key, grant }: HeldThen = held ?? { key: null, grant: { kind: "hidden" } };
  return {
    key: keyWords(key, call.credential),
    keyId: key?.id ?? null,
    grant: grantWords(grant),
    granted: isGranted(grant),
    grantId: grant.kind === "granted" ? grant.grant.id : null,
  };
}
