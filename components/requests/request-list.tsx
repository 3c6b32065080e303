import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { RequestRow } from "@/lib/requests/view";
import { ListKeys } from "./list-keys";

/** Requests, one card each: on a phone the same as on a wide screen, only higher. `mine`: all are the reader's own. */
export function RequestList({ rows, mine }: { rows: readonly RequestRow[]; mine: boolean }) {
  if (rows.length === 0) {
    return (
      <EmptyState
        title="You have not asked for anything"
        why="What you register or change and somebody else has to approve appears here with what became of it."
      />
    );
  }
  return (
    <ListKeys>
      <ul className="border-b" aria-label={mine ? "I asked for" : "Requests"}>
        {rows.map((row) => (
          <li key={row.id} className="border-t first:border-t-0 hover:bg-paper-2">
            <article className="grid gap-x-6 gap-y-1 py-2.5 pointer-coarse:py-3.5 md:grid-cols-[minmax(0,1fr)_auto]">
              <div className="min-w-0">
                <h2 className="font-medium wrap-anywhere">
                  <TextLink href={row.href}>{row.title}</TextLink>
                </h2>
                <p className="text-sm text-ink-2">
                  {mine ? row.kind : `${row.kind}, asked for by ${row.requester}`}
                </p>
              </div>
              <div className="text-sm text-ink-2 md:text-right">
                <StateMark tone={row.tone}>{row.status}</StateMark>
                <p>
                  since <Instant at={row.requestedAt} />
                </p>
                <p>
                  {row.decidedAt ? "closed " : "due "}
                  <Instant at={row.decidedAt ?? row.dueAt} />
                </p>
              </div>
            </article>
          </li>
        ))}
      </ul>
    </ListKeys>
  );
}
