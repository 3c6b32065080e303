import { OutcomeBadge } from "@/components/ui/badge";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";

/** The two dates of a review, and those before them (REV-17). Instants are ISO texts or null. */
export type ReviewDatesView = {
  readonly launchedAt: string | null;
  readonly launchedBy: string;
  readonly dueAt: string;
  readonly signedAt: string | null;
  readonly signedBy: string;
  readonly remediatedAt: string | null;
  readonly openRemovals: number;
  readonly removals: number;
  readonly owner: string;
  readonly lateReason: string;
  readonly lateBy: string;
  /** Of the start and of the signature; none: it is held to its due day alone. */
  readonly timeliness: readonly {
    readonly words: string;
    readonly outcome: "pass" | "attention" | "fail" | "none";
  }[];
};

/** When a review started, was due, was signed, and when the data showed that all it took away is gone. */
export function ReviewDates(view: ReviewDatesView) {
  const at = (iso: string | null, otherwise: string) => (iso ? <Instant at={iso} /> : otherwise);
  const items = [
    { term: "Answers for it", value: view.owner },
    {
      term: "Started",
      value: view.launchedAt ? (
        <>
          <Instant at={view.launchedAt} /> by {view.launchedBy}
        </>
      ) : (
        "not yet"
      ),
    },
    { term: "Due", value: <Instant at={view.dueAt} /> },
    {
      term: "Signed",
      value: view.signedAt ? (
        <>
          <Instant at={view.signedAt} /> by {view.signedBy}
        </>
      ) : (
        "not yet"
      ),
    },
    {
      term: "Remediated",
      value: at(
        view.remediatedAt,
        view.signedAt === null
          ? "after the signature"
          : `not yet; open removals: ${view.openRemovals} of ${view.removals}`,
      ),
    },
    ...(view.timeliness.length > 0
      ? [{ term: "In time", value: <Timeliness of={view.timeliness} /> }]
      : []),
    ...(view.lateReason
      ? [{ term: "Why it was late", value: `${view.lateReason} Approved by ${view.lateBy}.` }]
      : []),
  ];
  return <DefinitionList items={items} />;
}

function Timeliness({ of }: { of: ReviewDatesView["timeliness"] }) {
  return (
    <span className="flex flex-wrap gap-x-6 gap-y-1">
      {of.map(({ words, outcome }) => (
        <OutcomeBadge key={words} outcome={outcome}>
          {words}
        </OutcomeBadge>
      ))}
    </span>
  );
}
