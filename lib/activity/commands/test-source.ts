import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { readers } from "../ingest/readers";
import { pastedBody, toPreview } from "../sources/preview";
import type { Preview } from "../sources/preview-view";
import { sourceInForce } from "../sources/queries-sources";
import type { TestSourceInput } from "../sources/source-schema";
import { testRecordOf } from "../sources/test-records";

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
  const source = await sourceInForce(id);
  if (!source) throw new AppError("not_found", "No such source.");
  const text = testRecordOf(source.kind, ctx.now);
  if (source.disabledAt) throw refused("This source is disabled. Enable it first.");
  if (text === null) {
    throw refused("Only its senders know the shape of these records. Try one under Mapping.");
  }
  const { body, facts } = pastedBody(text);
  const preview = toPreview(await (await readers()).read(body, facts, source));
  const [made] = preview.records;
  const after = {
    kind: source.kind,
    sourceVersion: source.version,
    records: preview.records.length,
    quarantined: preview.unread.length,
    groups: Object.fromEntries(made?.groups.map(({ group, state }) => [group, state]) ?? []),
  };
  await transact(ctx, async (_tx, record) => {
    await record({ action: "source.tested", subjectId: id, before: null, after });
  });
  return { id, name: source.name, preview };
}

function refused(message: string): AppError {
  return new AppError("conflict", message);
}
