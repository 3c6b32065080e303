import { OutcomeBadge } from "@/components/ui/badge";
import type { ReviewStatistics } from "@/lib/access-reviews/statistics-view";

const percent = (share: number) => `${Math.round(share * 100)} %`;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Whoever comes back days later has a long median: in a unit that can be read.
function spanOf(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${seconds} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} h` : `${Math.round(seconds / DAY)} d`;
}

/** How it was decided (REV-14): disclosed, never a verdict. `names` by id of person. */
export function StatisticsFacts({
  statistics,
  names,
}: {
  statistics: ReviewStatistics;
  names: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <ul className="mb-3 grid gap-1">
        {statistics.indicators.map(({ id, words, raised }) => (
          <li key={id} className="flex gap-2">
            {raised ? (
              <OutcomeBadge outcome="attention">Disclosed</OutcomeBadge>
            ) : (
              <OutcomeBadge outcome="none">Not seen</OutcomeBadge>
            )}
            <span>{words}</span>
          </li>
        ))}
      </ul>
      {statistics.reviewers.length === 0 ? null : (
        <section
          aria-label="How each person decided"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
          tabIndex={0}
          className="overflow-x-auto border-y print:overflow-visible"
        >
          <table className="ledger">
            <caption className="sr-only">How each person decided</caption>
            <thead>
              <tr>
                {HEADS.map((head, index) => (
                  <th key={head} scope="col" className={index === 0 ? "" : "text-end"}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {statistics.reviewers.map((person) => (
                <tr key={person.personId} className="tabular-nums">
                  <th scope="row">{names[person.personId] ?? person.personId}</th>
                  <td className="text-end">{person.decisions.toLocaleString("en")}</td>
                  <td className="text-end">
                    {person.medianSeconds === null ? "none" : spanOf(person.medianSeconds)}
                  </td>
                  <td className="text-end">{person.fastestMinute}</td>
                  <td className="text-end">{percent(person.keepShare)}</td>
                  <td className="text-end">{percent(person.openedShare)}</td>
                  <td className="text-end">{percent(person.bulkShare)}</td>
                  <td className="text-end">{percent(person.sameCommentShare)}</td>
                  <td className="text-end">{percent(person.nightShare)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

const HEADS = [
  "Person",
  "Decisions",
  "Median time",
  "Fullest minute",
  "Kept",
  "Facts opened",
  "Together",
  "Same comment",
  "At night",
] as const;
