import { OutcomeBadge } from "@/components/ui/badge";
import { outcomeShown } from "@/lib/activity/calls/call-labels";

/** What became of a call, as sign and word. */
export function OutcomeMark({ outcome }: { outcome: string | null }) {
  const { word, tone } = outcomeShown(outcome);
  return <OutcomeBadge outcome={tone}>{word}</OutcomeBadge>;
}
