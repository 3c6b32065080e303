import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { VerificationView } from "@/lib/ledger-store/task-view";
import { RefreshWhile } from "./refresh-while";
import { VerificationOutcome } from "./verification-table";

/** The newest verification that somebody asked for of a log, and how it stands; the page follows while it runs. */
export function LastVerification({ task }: { task: VerificationView | null }) {
  if (task === null) return null;
  return (
    <p className="mt-3 mb-4 flex flex-wrap items-center gap-x-2">
      <RefreshWhile open={task.open} />
      <TextLink href={`/ledger/verifications/${task.id}`}>Last verification</TextLink>
      <VerificationOutcome task={task} />
      <span>{task.says}</span>
      <span className="text-ink-3">
        asked for <Instant at={task.askedAt} /> by {task.by}
      </span>
    </p>
  );
}
