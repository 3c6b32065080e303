import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import { CellSection } from "./cell-section";

/** What a review said of the cell. Instants are ISO; `signedAt` "": not signed yet. */
export type CellReview = {
  readonly lineId: string;
  readonly reference: string;
  readonly signedAt: string;
  readonly asOf: string;
  readonly words: string;
  readonly wildcard: boolean;
  readonly removal: string;
};

const REMOVAL: Readonly<Record<string, string>> = {
  open: "; not gone yet",
  reopened: "; open again",
  verified: "; gone by the data",
  accepted: "; accepted for a while",
};

/** The newest access reviews that had this cell as a line. */
export function CellReviews({ reviews }: { reviews: readonly CellReview[] }) {
  return (
    <CellSection title="Reviewed">
      {reviews.length === 0 ? (
        <p className="text-ink-2">No access review has looked at this cell yet.</p>
      ) : (
        <ul className="border-t">
          {reviews.map((review) => (
            <li key={review.lineId} className="border-b py-1.5">
              <TextLink href={`/access-reviews/lines/${review.lineId}`}>
                {review.reference}
              </TextLink>
              : {review.words}
              {REMOVAL[review.removal] ?? ""}
              {review.wildcard ? ", as part of every operation" : ""}
              <span className="block text-ink-2 text-sm">
                {review.signedAt === "" ? (
                  <>
                    In review since <Instant at={review.asOf} />
                  </>
                ) : (
                  <>
                    Signed <Instant at={review.signedAt} />
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </CellSection>
  );
}
