import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { type Note, notify } from "@/lib/notify/notify";
import type { TaskRow } from "../task-record";
import type { Outcome } from "./outcome";

const count = (value: number) => value.toLocaleString("en");

/** Tells whoever asked what came of it, beside the change that records it. */
export async function tellResult(
  tx: Tx,
  record: Recorder,
  ctx: CommandContext,
  row: TaskRow,
  outcome: Outcome,
): Promise<void> {
  await notify(tx, record, ctx, { ...noteOf(row, outcome), ...addressOf(row) });
}

/** Tells whoever asked that nothing came of it. Nobody is told where a machine asked, or who asked has left. */
export async function tellFailure(
  ctx: CommandContext,
  row: TaskRow,
  message: string,
): Promise<void> {
  const asker = isUuid(row.askedById)
    ? await read().person.findFirst({ where: { id: row.askedById, deactivatedAt: null } })
    : null;
  if (asker === null) return;
  const note = {
    kind: `${row.kind}.failed`,
    title:
      row.kind === "bundle"
        ? `The bundle of the ${row.log} ledger could not be made`
        : `The ${row.log} ledger could not be verified`,
    body: message,
  };
  await transact(ctx, (tx, record) => notify(tx, record, ctx, { ...note, ...addressOf(row) }));
}

function addressOf({ id, kind, askedById }: TaskRow): Pick<Note, "personIds" | "link"> {
  return { personIds: [askedById], link: `/ledger/${kind}s/${id}` };
}

function noteOf({ log }: TaskRow, outcome: Outcome): Pick<Note, "kind" | "title" | "body"> {
  const { size } = outcome.result;
  if (outcome.action === "bundle.exported") {
    const { entries } = outcome.result;
    return {
      kind: outcome.action,
      title: `The bundle of the ${log} ledger is ready`,
      body: `It holds ${count(entries)} ${entries === 1 ? "entry" : "entries"} under the checkpoint of size ${count(size)}. Download it and check it with the verifier inside.`,
    };
  }
  const { holds, findings } = outcome.result;
  return {
    kind: outcome.action,
    title: holds
      ? `The ${log} ledger was verified, and nothing differs`
      : `The ${log} ledger was verified, and ${count(findings)} ${findings === 1 ? "thing differs" : "things differ"}`,
    body: `Entries 0 to ${count(size - 1)} were read again as they are stored and recomputed.`,
  };
}
