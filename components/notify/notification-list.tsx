import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { FormAction } from "@/lib/core/action-state";
import type { NotificationRow } from "@/lib/notify/view";
import { AcknowledgeForm } from "./acknowledge-form";

/** What a person was told, newest first; what they have not acknowledged stands out and has a button. */
export function NotificationList({
  rows,
  acknowledge,
}: {
  rows: readonly NotificationRow[];
  acknowledge: FormAction;
}) {
  if (rows.length === 0) {
    return (
      <EmptyState
        title="Nothing was told to you yet"
        why="When something waits for you or somebody decided what you asked for, it is said here."
      />
    );
  }
  return (
    <ul className="border-b" aria-label="Told to me">
      {rows.map((row) => (
        <li
          key={row.id}
          className="grid gap-x-6 gap-y-1 border-t py-2.5 first:border-t-0 pointer-coarse:py-3.5 md:grid-cols-[minmax(0,1fr)_auto]"
        >
          <div className="min-w-0">
            <h2 className={row.acknowledged ? "text-ink-2" : "font-medium"}>
              <TextLink href={row.href}>{row.title}</TextLink>
            </h2>
            <p className="max-w-[72ch] text-sm whitespace-pre-line wrap-anywhere text-ink-2">
              {row.body}
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3 md:justify-end">
            <Instant at={row.at} />
            {row.acknowledged ? (
              <span>acknowledged</span>
            ) : (
              <AcknowledgeForm action={acknowledge} notificationId={row.id} about={row.title} />
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
