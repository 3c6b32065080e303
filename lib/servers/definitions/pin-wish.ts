import "server-only";
import type { CommandContext, Recorder, Tx } from "@/lib/change-log/transact";
import { openRequest } from "@/lib/requests/commands";
import { decidersOf } from "@/lib/requests/deciders";
import { personBehind } from "../commands/server-row";
import { differencesOf } from "./definition-difference";
import { type DefinitionRecord, definitionOf } from "./definition-row";
import type { DifferenceShown } from "./definition-view";
import { PIN, PIN_SUBJECT } from "./pin-request-names";

type Looked = { name: string; ownerId: string; deputyId: string | null };

export type PinWish = {
  server: Looked;
  operation: { id: string; name: string };
  observed: DefinitionRecord;
  pinned: DefinitionRecord | null;
  reason: string;
  quiet?: boolean;
  /** Who brought what the server says; nobody beside who asks unless given. */
  importerIds?: readonly string[];
};

const PERMISSION = "server:decide";

/**
 * Asks that what a server says of an operation be pinned. The owner and the deputy of the server may decide, and whoever holds
 * server:decide; never who asks.
 */
export async function askToPin(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  { server, operation, observed, pinned, reason, quiet = false, importerIds = [] }: PinWish,
): Promise<{ id: string }> {
  const requestedById = personBehind(ctx);
  const differences = differencesOf(
    pinned && definitionOf(pinned.definition),
    definitionOf(observed.definition),
  );
  return openRequest(tx, record, ctx, {
    kind: PIN,
    subjectKind: PIN_SUBJECT,
    subjectId: operation.id,
    title: `${pinned ? "Pin anew" : "Pin"} ${operation.name} of ${server.name}`,
    reason,
    before: pinned && { ...said(differences, "before"), hash: pinned.hash },
    after: { ...said(differences, "after"), hash: observed.hash },
    baseVersion: 0,
    permission: PERMISSION,
    excludedIds: importerIds,
    namedIds: await pinDeciders(tx, server, requestedById),
    requestedById,
    quiet,
  });
}

/** Everybody who may decide: whoever holds the right, and those who look after the server. */
export async function pinDeciders(
  tx: Tx,
  { ownerId, deputyId }: Omit<Looked, "name">,
  requestedById: string,
): Promise<string[]> {
  const asked = { requestedById, excludedIds: [] };
  const near = [ownerId, ...(deputyId ? [deputyId] : [])].filter((id) => id !== requestedById);
  const [holders, around] = await Promise.all([
    decidersOf(tx, { ...asked, permission: PERMISSION }),
    near.length === 0 ? [] : decidersOf(tx, { ...asked, permission: PERMISSION, namedIds: near }),
  ]);
  return [...new Set([...around, ...holders])];
}

// The hash binds; the words are for who decides. A request is recorded with both its sides several times, in one entry.
const WORDS_MAX = 4_500;

function said(
  differences: readonly DifferenceShown[],
  side: "before" | "after",
): Record<string, string> {
  const words: Record<string, string> = {};
  let room = WORDS_MAX;
  for (const difference of differences) {
    room -= (difference.before ?? "").length + (difference.after ?? "").length;
    const value = difference[side];
    if (room < 0) return { ...words, more: "The page of the operation shows all that differs." };
    if (value !== null) words[difference.field] = value;
  }
  return words;
}
