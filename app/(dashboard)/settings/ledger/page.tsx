import { Key } from "@/components/ledger/key-list";
import { VerifierList } from "@/components/ledger/verifier-list";
import { ServerKeys } from "@/components/signatures/server-keys";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { listVerifiers } from "@/lib/ledger-store/queries-verifier";
import { requireActor } from "@/lib/server/require-actor";
import { listServerKeys } from "@/lib/signatures/queries-keys";
import { bothLogs } from "../../ledger/load";

export const metadata = { title: "Keys and verifier" };

export default async function LedgerSettingsPage() {
  const actor = await requireActor("ledger:status");
  const [logs, files, keys] = await Promise.all([
    bothLogs(actor, new Date()),
    listVerifiers(actor),
    listServerKeys(actor),
  ]);
  return (
    <>
      <PageHeader
        title="Keys and verifier"
        lead="What somebody outside needs to check a bundle without trusting this server: the keys, and a program whose hash they can compare."
      />
      {logs.map((log) => (
        <Section key={log.id} id={`keys-${log.id}`} title={`${log.name} log`}>
          {log.keys.length === 0 ? (
            <p className="border-y py-3 text-ink-2">
              It has no key yet. The first start makes one, or{" "}
              <code className="font-mono text-sm">npm run ledger -- init</code>.
            </p>
          ) : (
            <div className="space-y-3">
              {log.keys.toReversed().map((key) => (
                <Key key={key.vkey} shown={key} />
              ))}
            </div>
          )}
        </Section>
      ))}
      <p className="mt-3 text-sm">
        <TextLink href="/ledger#keys">How to pin a key</TextLink>
      </p>
      <ServerKeys keys={keys} />
      <Section
        id="verifier"
        title="Verifier"
        lead="Both are built from the same code as this server, reproducibly: the same version gives the same bytes. Each bundle carries them and names these hashes in its README."
      >
        <VerifierList files={files} />
      </Section>
    </>
  );
}
