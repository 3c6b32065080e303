import "server-only";
import { namesOf } from "@/lib/auth/people";
import { isUuid } from "@/lib/core/text";
import type { DeltaRowView, DeltaView } from "./sign-view";
import type { DeltaRow, StoredDelta } from "./stored-delta";

const FIELD_LABEL: Readonly<Record<string, string>> = {
  principal: "Who may",
  owner: "Owner",
  "server owner": "Owner of the server",
  "server deputy": "Deputy of the server",
  "agent status": "State of the agent",
  "agent risk": "Risk of the agent",
  "access class": "Kind of access",
  "data classes": "Data",
  parts: "Operations",
  purpose: "Purpose",
  conditions: "Conditions",
  grants: "Grants",
  enforced: "Enforced",
  flags: "Marks",
  access: "What it was",
};

const PEOPLE = ["owner", "server owner", "server deputy"];

/** A stored delta as it is shown: people by name. */
export async function deltaView(
  delta: StoredDelta | null,
  known: Pick<DeltaView, "version" | "versions" | "signed">,
): Promise<DeltaView> {
  const rows = delta?.rows ?? [];
  const names = await namesOf(rows.flatMap(peopleIn));
  return {
    ...{ ...known, reason: delta?.reason ?? "" },
    frozenAt: delta?.frozenAt.toISOString() ?? null,
    from: delta?.from ?? null,
    corrected: delta?.corrected.map(({ n }) => n) ?? [],
    rows: rows.map((row) => toRow(row, (id) => names.get(id)?.name ?? id)),
  };
}

function peopleIn({ fields, by }: DeltaRow): string[] {
  const owners = fields.filter(({ field }) => PEOPLE.includes(field));
  return [...owners.flatMap(({ before, after }) => [before, after]), by ?? ""].filter(isUuid);
}

function toRow(row: DeltaRow, name: (id: string) => string): DeltaRowView {
  const { id, n, line, change, disposition, comment, now } = row;
  return {
    ...{ id, n, line, change, disposition, comment, gone: now === null },
    what: now?.meaning ?? row.fields[0]?.before ?? line,
    by: row.by === null ? "" : name(row.by),
    at: row.at ?? "",
    fields: row.fields.map(({ field, before, after }) => {
      const isPerson = PEOPLE.includes(field);
      return {
        ...{ field, label: FIELD_LABEL[field] ?? field },
        before: isPerson && before ? name(before) : before,
        after: isPerson && after ? name(after) : after,
      };
    }),
  };
}
