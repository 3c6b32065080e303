import { CHANGE_ACTIONS } from "@/lib/change-log/actions";
import { SUBJECT_KINDS } from "@/lib/change-log/labels";
import { subjectOf } from "@/lib/change-log/schema";
import { listParams, type SearchParams } from "@/lib/server/list-params";

/** What the address of the log asks for. */
export function changeListOf(searchParams: SearchParams) {
  const {
    q,
    filters,
    sort: _sort,
    dir: _dir,
    ...list
  } = listParams(searchParams, {
    sorts: ["recorded"],
    defaultSort: "recorded",
    filters: {
      who: "text",
      action: CHANGE_ACTIONS,
      kind: SUBJECT_KINDS,
      subject: "text",
      from: "instant",
      to: "instant",
      asOf: "instant",
    },
  });
  const { asOf, subject, ...narrowed } = filters;
  return { ...list, asOf, filter: { q, ...narrowed, subject: subjectOf(subject) } };
}
