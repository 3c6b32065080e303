import { OutcomeBadge } from "@/components/ui/badge";
import { DefinitionList } from "@/components/ui/definition-list";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import type { BundleMade, BundleView } from "@/lib/ledger-store/task-view";

/** What was asked for, and what was made of it. */
export function BundleFacts({ bundle }: { bundle: BundleView }) {
  const { made } = bundle;
  return (
    <>
      <DefinitionList
        className="mt-5"
        items={[
          { term: "Log", value: bundle.log },
          { term: "Asked to cover", value: bundle.covers },
          { term: "Asked for by", value: bundle.by },
          { term: "Asked for", value: <Instant at={bundle.askedAt} /> },
          ...(bundle.consistency === ""
            ? []
            : [{ term: "Consistency asked from", value: bundle.consistency }]),
          ...(bundle.finishedAt === ""
            ? []
            : [{ term: "Finished", value: <Instant at={bundle.finishedAt} /> }]),
        ]}
      />
      {made ? <Made made={made} /> : null}
    </>
  );
}

function Made({ made }: { made: BundleMade }) {
  return (
    <>
      <Section id="file" title="The file">
        <DefinitionList
          items={[
            { term: "Name", value: made.fileName },
            { term: "Bytes", value: made.bytes },
            { term: "SHA-256", value: <Hash value={made.sha256} label="Copy the hash" /> },
            { term: "Entries", value: `${made.entries}, index ${made.range}` },
            { term: "Checkpoint", value: `size ${made.size}` },
            { term: "Root", help: "hex", value: <Hash value={made.root} label="Copy the root" /> },
            {
              term: "Consistency from sizes",
              value: made.consistency === "" ? "none" : made.consistency,
            },
          ]}
        />
      </Section>
      <Section
        id="statements"
        title="What it states"
        lead="The verifier recomputes each; one that does not come out makes the bundle invalid. Nobody can prove that a gateway saw each call, or that what was recorded is true."
      >
        <DefinitionList
          items={made.claims.map(({ statement, made: stated, says }) => ({
            term: statement,
            value: (
              <>
                <OutcomeBadge outcome={stated ? "pass" : "na"}>
                  {stated ? "Made" : "Not made"}
                </OutcomeBadge>{" "}
                <span className="text-ink-2">{says}</span>
              </>
            ),
          }))}
        />
      </Section>
    </>
  );
}
