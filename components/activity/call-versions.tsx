import { Diff, type DiffRow } from "@/components/ui/diff";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";

export type VersionShown = {
  readonly idx: string;
  readonly version: number;
  readonly recordedAt: string;
  /** Against the version before; null where the look is not recorded, or one of them cannot be read. */
  readonly diff: readonly DiffRow[] | null;
};

/** Every version of a record, the newest first: a source may say more of a call later, and nothing takes back what it said. */
export function CallVersions({
  current,
  versions,
}: {
  current: string;
  versions: readonly VersionShown[];
}) {
  if (versions.length < 2) return null;
  return (
    <Section
      id="versions"
      title="Versions"
      lead="The source said something else of this call later. Each version is an entry of its own; lists show the newest."
    >
      <ol className="border-t">
        {versions.map(({ idx, version, recordedAt, diff }) => (
          <li key={idx} className="border-b py-2">
            <p className="flex flex-wrap gap-x-4">
              <span className="font-medium">
                Version {version}
                {idx === current ? ", shown here" : ""}
              </span>
              <Instant at={recordedAt} className="text-ink-2" />
              <TextLink href={`/activity/calls/${idx}`}>
                calls #{Number(idx).toLocaleString("en")}
              </TextLink>
            </p>
            {diff === null || diff.length === 0 ? null : (
              <div className="mt-2">
                <Diff caption={`What version ${version} changed`} rows={diff} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}
