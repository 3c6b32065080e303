import { Tabs } from "@/components/ui/tabs";

const READERS = [
  { href: "/ledger", label: "Status" },
  { href: "/ledger/entries", label: "Entries" },
  { href: "/ledger/checkpoints", label: "Checkpoints" },
  { href: "/ledger/bundles", label: "Bundles" },
  { href: "/ledger/verifications", label: "Verifications" },
];

/** The pages of the ledger, for those who may read more than how it stands. */
export function LedgerTabs({ current, reads }: { current: string; reads: boolean }) {
  if (!reads) return null;
  return (
    <div className="mb-5">
      <Tabs label="Pages of the ledger" tabs={READERS} current={current} />
    </div>
  );
}
