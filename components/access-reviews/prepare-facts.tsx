import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { PreviewView } from "@/lib/access-reviews/prepare/preview-view";

/** What stands against the start; where nothing does, it says so. */
export function PrepareBlocks({
  blocks,
  mayEdit,
}: {
  blocks: readonly string[];
  mayEdit: boolean;
}) {
  if (blocks.length === 0) {
    return (
      <Callout tone="seal" title="Nothing stands against the start" className="mb-6">
        Sources are fresh, differences are discussed, and each line has somebody who may decide it.
      </Callout>
    );
  }
  return (
    <Callout tone="fail" title="It does not start yet" className="mb-6">
      <ul className="list-disc pl-5">
        {blocks.map((block) => (
          <li key={block}>{block}</li>
        ))}
      </ul>
      {mayEdit ? <TextLink href="#prepare-draft">Go to the draft</TextLink> : null}
    </Callout>
  );
}

/** The figures of a draft in a few lines. */
export function PrepareFacts({ preview }: { preview: PreviewView }) {
  const { lines, privileged, twoStages, minutes, compared, asOf } = preview;
  return (
    <DefinitionList
      className="mb-8"
      items={[
        { term: "As of", value: <Instant at={asOf} />, help: "Read live; a start reads it again." },
        {
          term: "Lines",
          value: `${lines.toLocaleString("en")}, ${privileged.toLocaleString("en")} of them privileged`,
          help: `${twoStages.toLocaleString("en")} are looked at a second time by a risk owner.`,
        },
        {
          term: "Time it takes",
          value: minutesWords(minutes),
          help: "Of all reviewers together, by the policy's seconds for a line.",
        },
        {
          term: "Since the review before",
          value:
            compared === null ? (
              "There is no signed review before it: everything counts as new."
            ) : (
              <>
                {compared.new.toLocaleString("en")} new, {compared.changed.toLocaleString("en")}{" "}
                changed, {compared.same.toLocaleString("en")} the same,{" "}
                {compared.gone.toLocaleString("en")} gone since{" "}
                <TextLink href={`/access-reviews/${compared.reviewId}`}>
                  {compared.reference}
                </TextLink>
              </>
            ),
        },
      ]}
    />
  );
}

const HOUR = 60;

function minutesWords(minutes: number): string {
  if (minutes < 2 * HOUR) return `About ${minutes} minutes`;
  return `About ${Math.round(minutes / HOUR)} hours`;
}
