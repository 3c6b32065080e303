import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { ProofLine } from "@/components/ui/proof-line";
import type { LedgerProof } from "@/lib/change-log/view";
import { ledgerPlace } from "./ledger-place";

/** Where a change stands in the governance ledger, what proves it, and how it compares with what is shown. */
export function ChangeProof({ proof, linked }: { proof: LedgerProof; linked: boolean }) {
  const href = `/ledger/entries/governance-${proof.index}`;
  return (
    <section aria-labelledby="change-proof" className="mb-4">
      <h3 id="change-proof" className="mt-6 mb-2 font-semibold">
        Ledger
      </h3>
      <ProofLine
        state={proof.state}
        where={`governance ${ledgerPlace(proof)}`.trim()}
        at={proof.at}
        {...(linked && proof.index !== "" ? { href } : {})}
      />
      {proof.broken ? (
        <Callout tone="fail" title="This change does not stand in the ledger as it should">
          {proof.says}
        </Callout>
      ) : (
        <p className="mt-1 text-sm text-ink-2">{proof.says}</p>
      )}
      {proof.index === "" ? null : <ProofFacts proof={proof} linked={linked} />}
    </section>
  );
}

function ProofFacts({ proof, linked }: { proof: LedgerProof; linked: boolean }) {
  const { index, leafHash, checkpoint } = proof;
  return (
    <div className="mt-3">
      <DefinitionList
        items={[
          { term: "Index", value: <code className="font-mono text-sm">{index}</code> },
          ...(leafHash === ""
            ? []
            : [{ term: "Leaf hash", value: <Hash value={leafHash} label="Copy the leaf hash" /> }]),
          {
            term: "Sealed",
            value: checkpoint ? (
              <>
                by the checkpoint of size {checkpoint.size}, signed <Instant at={checkpoint.at} />
              </>
            ) : (
              "not yet: the next checkpoint covers it"
            ),
          },
          ...(linked && checkpoint
            ? [
                {
                  term: "Proof",
                  value: (
                    <a className="link" href={`/api/ledger/governance/leaf/${index}`} download>
                      Download governance-{index}.tlog-proof
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}
