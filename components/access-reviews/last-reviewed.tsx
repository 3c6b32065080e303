import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";

type LastReviewedProps = {
  /** What the newest signed review said; null: none has looked at it. */
  readonly last: {
    readonly reference: string;
    readonly signedAt: string;
    readonly words: string;
    readonly href: string;
  } | null;
};

/** One line on the page of whatever access reviews look at: which signed review saw it last, and what it said. */
export function LastReviewedLine({ last }: LastReviewedProps) {
  return (
    <p className="mb-6 text-ink-2 wrap-anywhere">
      {last === null ? (
        "No signed access review has looked at it yet."
      ) : (
        <>
          Last access review: <TextLink href={last.href}>{last.reference}</TextLink>, signed{" "}
          <Instant at={last.signedAt} />. {last.words}.
        </>
      )}
    </p>
  );
}
