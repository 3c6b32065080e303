import { Callout } from "@/components/ui/callout";
import { Instant } from "@/components/ui/instant";
import type { LateView } from "@/lib/access-reviews/sign/sign-view";

/** Whether the review is late, and what was said of it (REV-13). Nothing where it is in time. */
export function LateFacts({ late }: { late: LateView }) {
  if (!late.isLate) return null;
  return (
    <Callout tone="attention" title="This review is late, and stays so" className="mb-4">
      It was to be signed by <Instant at={late.inTimeUntil} />.{" "}
      {late.reason === "" ? "Nobody has said why yet." : `Because: ${late.reason} `}
      {late.reason !== "" && late.approvedBy === ""
        ? "Nobody else has approved that reason yet."
        : null}
      {late.approvedBy === "" ? null : `${late.approvedBy} approved that reason.`}
    </Callout>
  );
}
