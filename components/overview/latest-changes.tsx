import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { ChangeRow } from "@/lib/change-log/view";

/** The last few lines of the log, as far as this person reads it. */
export function LatestChanges({ rows }: { rows: readonly ChangeRow[] }) {
  return (
    <section aria-label="Latest changes" className="mt-8">
      <h2 className="text-lg font-semibold">Latest changes</h2>
      <p className="mt-0.5 text-sm text-ink-3">Without notifications and sign-ins.</p>
      <ol className="mt-2 border-t">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-baseline gap-x-4 border-b px-1 py-1.5">
            <TextLink plain href={`/change-log?open=${row.id}`} className="hover:underline">
              <Instant at={row.recordedAt} className="text-ink-2" />
            </TextLink>
            <span className="min-w-0 flex-1 wrap-anywhere">
              <span className="font-medium">{row.who}</span>{" "}
              <span className="text-ink-2">{row.act.toLowerCase()}</span>{" "}
              {row.subjectHref === "" ? (
                row.subject
              ) : (
                <TextLink href={row.subjectHref}>{row.subject}</TextLink>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 text-sm">
        <TextLink href="/change-log">All changes</TextLink>
      </p>
    </section>
  );
}
