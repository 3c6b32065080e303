import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import type { WaitingRow } from "@/lib/requests/waiting-view";
import { ListKeys } from "./list-keys";

/** Everything that waits for a person, one card each: on a phone the same as on a wide screen, only higher. */
export function WaitingList({ rows }: { rows: readonly WaitingRow[] }) {
  if (rows.length === 0) {
    return (
      <EmptyState
        title="Nothing waits for you"
        why="What other people ask for and you may decide appears here, with alerts to acknowledge, reviews and findings that are yours. What you ask for yourself is decided by somebody else."
      />
    );
  }
  return (
    <ListKeys>
      <ul className="border-b" aria-label="Waits for me">
        {rows.map((row) => (
          <li key={row.id} className="border-t first:border-t-0 hover:bg-paper-2">
            <article className="grid gap-x-6 gap-y-1 py-2.5 pointer-coarse:py-3.5 md:grid-cols-[minmax(0,1fr)_auto]">
              <div className="min-w-0">
                <h2 className="font-medium wrap-anywhere">
                  <TextLink href={row.href}>{row.title}</TextLink>
                </h2>
                <p className="text-sm wrap-anywhere text-ink-2">{row.what}</p>
              </div>
              <div className="text-sm text-ink-2 md:text-right">
                <StateMark tone={row.overdue ? "attention" : "plain"}>
                  {row.overdue ? `${row.act}: overdue` : row.act}
                </StateMark>
                <p>
                  since <Instant at={row.since} />
                </p>
                <p>{row.dueAt ? <Due at={row.dueAt} overdue={row.overdue} /> : "no day set"}</p>
              </div>
            </article>
          </li>
        ))}
      </ul>
    </ListKeys>
  );
}

function Due({ at, overdue }: { at: string; overdue: boolean }) {
  return (
    <>
      {overdue ? "was due " : "due "}
      <Instant at={at} />
    </>
  );
}
