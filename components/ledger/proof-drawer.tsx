import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Drawer } from "@/components/ui/drawer";
import { Hash } from "@/components/ui/hash";
import type { EntryView, ProofView } from "@/lib/ledger-store/entry-view";

/** The proof that an entry stands where it stands, step by step from its leaf to the signed root. */
export function ProofDrawer({ entry, proof }: { entry: EntryView; proof: ProofView }) {
  return (
    <Drawer
      title={`Proof of ${entry.log} #${entry.shownIndex}`}
      description={`Under the checkpoint of size ${proof.size}. This server has recomputed it up to the root; that the checkpoint is genuine, check with the key you got elsewhere and any C2SP tool.`}
      closeHref={`/ledger/entries/${entry.id}`}
      footer={
        <>
          <CopyButton value={proof.file} label="Copy the proof without the entry">
            Copy as .tlog-proof
          </CopyButton>
          <ButtonLink
            href={`/api/ledger/${entry.log}/leaf/${entry.index}`}
            download={`${entry.log}-${entry.index}.tlog-proof`}
          >
            Download with the entry
          </ButtonLink>
        </>
      }
    >
      <ol className="space-y-3">
        <Step number={0} title="The leaf: SHA-256 of 0x00 and the stored line">
          <Line name="leaf" value={proof.leaf} />
        </Step>
        {proof.steps.map((step, at) => (
          <Step
            key={step.sibling}
            number={at + 1}
            title={`With ${step.covers}, on the ${step.side}`}
          >
            <Line name="sibling" value={step.sibling} />
            <Line name="both" value={step.node} />
          </Step>
        ))}
        <Step number={proof.steps.length + 1} title="The root that was signed">
          <Line name="root" value={proof.root} />
        </Step>
      </ol>
      <p className="mt-4 text-sm text-ink-2">
        Two nodes join as SHA-256 of 0x01, the left one and the right one (RFC 9162 §2.1). Copying
        takes the proof alone; the download carries the entry as well and is recorded as a look at
        it.
      </p>
      <details className="mt-3 mb-2">
        <summary className="text-sm text-ink-2">The file</summary>
        <pre className="mt-2 border-y bg-paper-2 p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {proof.file}
        </pre>
      </details>
    </Drawer>
  );
}

function Step({
  number,
  title,
  children,
}: {
  number: number;
  title: string;
  children: React.ReactNode;
}) {
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] border-b pb-2">
      <span className="text-ink-3 tabular-nums">{number}</span>
      <div>
        <p className="font-medium">{title}</p>
        <dl>{children}</dl>
      </div>
    </li>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex items-center gap-2 text-sm">
      <dt className="w-14 text-ink-3">{name}</dt>
      <dd>
        <Hash value={value} label={`Copy the hash of the ${name}`} />
      </dd>
    </div>
  );
}
