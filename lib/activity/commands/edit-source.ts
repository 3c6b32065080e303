import "server-only";
import { authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { forgetSource } from "../sources/queries-sources";
import { SOURCE_FIELD_LABEL } from "../sources/source-labels";
import type { EditSourceInput, SourceContent } from "../sources/source-schema";
import {
  CONTENT_FIELDS,
  type ContentField,
  fieldWords,
  formValuesOf,
} from "../sources/source-words";
import {
  assertOwnerActive,
  loadSource,
  type SourceRow,
  shownSource,
  writeSource,
} from "./source-row";

/**
 * Edits a source; what it sends is read by it a few seconds later. Answers the labels of what changed.
 * Errors: forbidden, not_found, conflict (changed meanwhile: with both versions), invalid_input (nothing changed, a person who left).
 */
export async function editSource(
  ctx: CommandContext,
  { id, version, ...content }: EditSourceInput,
): Promise<{ id: string; name: string; changed: readonly string[] }> {
  authorize(ctx.actor, "source:manage");
  const edited = await transact(ctx, async (tx, record) => {
    const source = await loadSource(tx, id);
    const changed = changedFields(source, content);
    if (source.version !== version) throw await conflictOf(source, content, version);
    if (changed.length === 0) throw new AppError("invalid_input", "Nothing has changed.");
    if (changed.includes("ownerId")) await assertOwnerActive(tx, content.ownerId);
    const saved = await writeSource(tx, source, content);
    await record({
      action: "source.edited",
      subjectId: id,
      before: shownSource(source),
      after: shownSource(saved),
    });
    return { id, name: saved.name, changed: changed.map((field) => SOURCE_FIELD_LABEL[field]) };
  });
  forgetSource(id);
  return edited;
}

function changedFields(source: SourceRow, content: SourceContent): ContentField[] {
  const [stored, typed] = [formValuesOf(source), formValuesOf(content)];
  return CONTENT_FIELDS.filter((field) => stored[field] !== typed[field]);
}

/** What I typed and what is stored now, field by field; the first field is the version to save over. */
async function conflictOf(
  source: SourceRow,
  content: SourceContent,
  version: number,
): Promise<AppError> {
  const [theirs, mine] = [formValuesOf(source), formValuesOf(content)];
  const names = await namesOf([source.ownerId, content.ownerId]);
  const nameOf = (personId: string) => names.get(personId)?.name ?? personId;
  const fields = changedFields(source, content).map((field) => ({
    field,
    label: SOURCE_FIELD_LABEL[field],
    mine: fieldWords(mine, field, nameOf),
    theirs: fieldWords(theirs, field, nameOf),
    theirsValue: theirs[field],
  }));
  const versions = { mine: String(version), theirs: String(source.version) };
  return new AppError("conflict", {
    message:
      "Somebody else changed this source while you were editing. Nothing was saved. Compare both versions.",
    conflict: [{ field: "version", label: SOURCE_FIELD_LABEL.version, ...versions }, ...fields],
  });
}
