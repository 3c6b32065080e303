import "server-only";
import { authorize } from "@/lib/auth/actor";
import { type CommandContext, type Tx, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { mappingText, readMapping } from "../sources/mapping-text";
import { forgetSource } from "../sources/queries-sources";
import { SOURCE_FIELD_LABEL } from "../sources/source-labels";
import type { SaveMappingInput } from "../sources/source-schema";
import { loadSource, type SourceRow, shownSource, writeSource } from "./source-row";

/**
 * Saves a mapping as the next version, and has the source read by it from a few seconds later on. Earlier versions stay: the
 * records say by which they were read. Errors: forbidden, not_found, conflict (changed meanwhile), invalid_input (what is wrong
 * with the mapping, a sentence each; or nothing changed).
 */
export async function saveMapping(
  ctx: CommandContext,
  { id, version, mapping: text }: SaveMappingInput,
): Promise<{ id: string; name: string; mappingVersion: number }> {
  authorize(ctx.actor, "source:manage");
  const read = readMapping(text);
  if ("faults" in read) throw refused(read.faults);
  const saved = await transact(ctx, async (tx, record) => {
    const source = await loadSource(tx, id);
    const newest = await newestMapping(tx, id);
    const stored = newest === null ? "" : mappingText(newest.mapping);
    if (source.version !== version) throw conflictOf(source, version, text, stored);
    const isInForce = source.kind === "mapping" && source.mappingVersion === newest?.version;
    if (isInForce && stored === mappingText(read.json)) throw refused(["Nothing has changed."]);
    const mappingVersion = (newest?.version ?? 0) + 1;
    const row = await tx.sourceMapping.create({
      data: {
        sourceId: id,
        version: mappingVersion,
        mapping: read.json,
        savedById: ctx.actor.id,
        savedAt: ctx.now,
      },
    });
    const after = { ...row, mapping: read.json };
    await record({ action: "source.mapping-saved", subjectId: id, before: null, after });
    const written = await writeSource(tx, source, { kind: "mapping", mappingVersion });
    await record({
      action: "source.edited",
      subjectId: id,
      before: shownSource(source),
      after: shownSource(written),
    });
    return { id, name: source.name, mappingVersion };
  });
  forgetSource(id);
  return saved;
}

async function newestMapping(tx: Tx, sourceId: string) {
  return tx.sourceMapping.findFirst({ where: { sourceId }, orderBy: { version: "desc" } });
}

function refused(faults: readonly string[]): AppError {
  const fieldErrors = { mapping: faults };
  return new AppError("invalid_input", { message: "Check the mapping.", fieldErrors });
}

function conflictOf(source: SourceRow, version: number, mine: string, theirs: string): AppError {
  const versions = { mine: String(version), theirs: String(source.version) };
  return new AppError("conflict", {
    message: "Somebody else changed this source while you were editing. Nothing was saved.",
    conflict: [
      { field: "version", label: SOURCE_FIELD_LABEL.version, ...versions },
      { field: "mapping", label: "Mapping", mine, theirs, theirsValue: theirs },
    ],
  });
}
