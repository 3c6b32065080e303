import { TaskProgress } from "@/components/ledger/task-progress";
import { VerificationFacts } from "@/components/ledger/verification-facts";
import { VerificationOutcome } from "@/components/ledger/verification-table";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { getVerification } from "@/lib/ledger-store/queries-tasks";
import { toVerificationView } from "@/lib/ledger-store/task-view";
import { found, requireActor } from "@/lib/server/require-actor";

export const metadata = { title: "Verification" };

export default async function VerificationPage({
  params,
}: {
  params: Promise<{ verification: string }>;
}) {
  const actor = await requireActor("ledger:read");
  const { verification, names } = await found(getVerification(actor, (await params).verification));
  const task = toVerificationView(verification, names);
  return (
    <>
      <PageHeader
        title={`Verification of the ${task.log.toLowerCase()} log`}
        back={{ href: "/ledger/verifications", label: "Verifications" }}
        badge={<VerificationOutcome task={task} />}
      />
      <TaskProgress task={task} doing="Reading entries" />
      <VerificationFacts task={task} />
      <p className="mt-4 text-sm">
        <TextLink href={`/change-log?subject=verification:${task.id}`}>
          What was recorded about it
        </TextLink>
      </p>
    </>
  );
}
