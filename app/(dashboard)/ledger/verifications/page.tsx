import { LedgerTabs } from "@/components/ledger/ledger-tabs";
import { RefreshWhile } from "@/components/ledger/refresh-while";
import { VerificationTable } from "@/components/ledger/verification-table";
import { VerifyNow } from "@/components/ledger/verify-now";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { LOGS } from "@/lib/ledger/origin";
import { LOG_LABEL } from "@/lib/ledger-store/labels";
import { listVerifications } from "@/lib/ledger-store/queries-tasks";
import { toVerificationView } from "@/lib/ledger-store/task-view";
import { requireActor } from "@/lib/server/require-actor";
import { requestVerificationAction } from "../actions";

export const metadata = { title: "Verifications" };

export default async function VerificationsPage() {
  const actor = await requireActor("ledger:read");
  const { verifications, names } = await listVerifications(actor);
  const rows = verifications.map((task) => toVerificationView(task, names));
  return (
    <>
      <PageHeader
        title="Verifications"
        count={rows.length}
        lead="Everything stored below the newest checkpoint, read and hashed again on request. It shows damage on this server; only a bundle, checked elsewhere, shows whether this server tells the truth."
      />
      <LedgerTabs current="/ledger/verifications" reads />
      <RefreshWhile open={rows.some(({ open }) => open)} />
      <VerificationTable rows={rows} />
      {LOGS.toReversed().map((log) => (
        <Section key={log} id={`verify-${log}`} title={`${LOG_LABEL[log]} log`}>
          <VerifyNow log={log} action={requestVerificationAction} />
        </Section>
      ))}
    </>
  );
}
