import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { redactionKey } from "../ingest/redaction-key";
import { previewOf } from "../preview";
import type { Preview } from "../preview-view";
import { sourceInForce } from "../queries-sources";
import type { TestSourceInput } from "../source-schema";
import { kindOf } from "../source-words";
import { testRecordOf } from "../test-records";
import { loadSource } from "./source-row";

/**
 * Reads a record in the shape of the source's kind as a push of it would be read, and answers what would be made of it. Nothing
 * is appended for the source: a test that counted as a sign of life would hide that its sender is silent. Errors: forbidden,
 * not_found, conflict (disabled; a mapping is tried on its own page, with records of its sender).
 */
export async function testSource(
  ctx: CommandContext,
  { id }: TestSourceInput,
): Promise<{ id: string; name: string; preview: Preview }> {
  authorize(ctx.actor, "source:manage");
  return transact(ctx, async (tx, record) => {
    const row = await loadSource(tx, id);
    const source = await sourceInForce(id);
    if (!source || row.disabledAt) throw refused("This source is disabled. Enable it first.");
    const text = testRecordOf(kindOf(row.kind), ctx.now);
    if (text === null) {
      throw refused("Only its senders know the shape of these records. Try one under Mapping.");
    }
    const preview = previewOf(text, source, { key: await redactionKey() });
    const [made] = preview.records;
    const after = {
      kind: row.kind,
      sourceVersion: row.version,
      records: preview.records.length,
      quarantined: preview.unread.length,
      groups: Object.fromEntries(made?.groups.map(({ group, state }) => [group, state]) ?? []),
    };
    await record({ action: "source.tested", subjectId: id, before: null, after });
    return { id, name: row.name, preview };
  });
}

function refused(message: string): AppError {
  return new AppError("conflict", message);
}
