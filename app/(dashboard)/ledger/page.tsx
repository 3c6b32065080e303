import { AlarmList } from "@/components/ledger/alarm-list";
import { CheckpointFacts } from "@/components/ledger/checkpoint-facts";
import { FindingTable } from "@/components/ledger/finding-table";
import { Growth } from "@/components/ledger/growth";
import { KeyList } from "@/components/ledger/key-list";
import { LastVerification } from "@/components/ledger/last-verification";
import { LedgerTabs } from "@/components/ledger/ledger-tabs";
import { LogSwitch } from "@/components/ledger/log-switch";
import { LogTable } from "@/components/ledger/log-table";
import { ScrubTable } from "@/components/ledger/scrub-table";
import { SealerFacts } from "@/components/ledger/sealer-facts";
import { StorageFacts } from "@/components/ledger/storage-facts";
import { VerifyNow } from "@/components/ledger/verify-now";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { ledgerFindingLinks } from "@/lib/findings/queries";
import { LOGS } from "@/lib/ledger/origin";
import { withoutStore } from "@/lib/ledger-store/view";
import { ledgerAlarms } from "@/lib/server/ledger-health";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../address";
import { requestVerificationAction } from "./actions";
import { bothLogs, forReaders } from "./load";

export const metadata = { title: "Ledger" };

export default async function LedgerPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("ledger:status");
  const now = new Date();
  const given = await searchParams;
  const { filters } = listParams(given, {
    sorts: ["log"],
    defaultSort: "log",
    filters: { log: LOGS, days: ["30", "90", "365"] },
  });
  const name = filters.log ?? "governance";
  const period = filters.days ?? "30";
  const [{ alarms }, known, read, triage] = await Promise.all([
    ledgerAlarms(),
    bothLogs(actor, now),
    forReaders(actor, name, Number(period), now),
    ledgerFindingLinks(actor),
  ]);
  const logs = alarms.some(({ kind }) => kind === "store") ? known.map(withoutStore) : known;
  const log = logs.find(({ id }) => id === name);
  const address = addressOf(given);
  return (
    <>
      <PageHeader
        title="Ledger"
        asOf={now.toISOString()}
        lead="What gateways and people recorded here, in two numbered logs under signed checkpoints. Whoever keeps a checkpoint can check, without trusting this server, that nothing before it was changed since."
      />
      <LedgerTabs current="/ledger" reads={read !== null} />
      <AlarmList alarms={alarms} />
      <LogTable logs={logs} />
      <LogSwitch log={name} pathname="/ledger" address={address} />
      {log ? <CheckpointFacts log={log} reads={read !== null} /> : null}
      {log ? <KeyList log={log} /> : null}
      {log ? <SealerFacts sealer={log.sealer} /> : null}
      {read ? (
        <>
          <Growth {...read.growth} log={name} address={address} period={period} />
          <Section
            id="scrub"
            title="Checks"
            lead="The scrub checks by itself; a verification checks now, while you wait or do something else."
          >
            <ScrubTable rows={read.scrubs} />
            <LastVerification task={read.verification} />
            <VerifyNow log={name} action={requestVerificationAction} />
          </Section>
          <FindingTable rows={read.findings} triage={triage} />
          <StorageFacts storage={read.storage} />
        </>
      ) : null}
    </>
  );
}
