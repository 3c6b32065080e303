import { OutcomeBadge } from "@/components/ui/badge";
import { FLAG_LABEL } from "@/lib/access-matrix/matrix/matrix-labels";
import type { Flag } from "@/lib/access-matrix/matrix/matrix-view";
import { FLAG_TONE } from "./matrix-flag-tone";

const OUTCOME = { fail: "fail", attention: "attention", note: "na", plain: "unknown" } as const;

/** One mark of a cell, with its sign and word. */
export function FlagMark({ flag }: { flag: Flag }) {
  return <OutcomeBadge outcome={OUTCOME[FLAG_TONE[flag]]}>{FLAG_LABEL[flag]}</OutcomeBadge>;
}

/** All marks of a cell in a row. */
export function FlagMarks({ flags }: { flags: readonly Flag[] }) {
  if (flags.length === 0) return <span className="text-ink-3">nothing</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {flags.map((flag) => (
        <FlagMark key={flag} flag={flag} />
      ))}
    </span>
  );
}
