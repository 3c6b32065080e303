import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { StateMark } from "@/components/ui/state-mark";
import type { MappingRow } from "@/lib/activity/sources/source-view";

/** Every mapping a source was given, newest first. */
export function MappingVersions({
  rows,
  inForce,
}: {
  rows: readonly MappingRow[];
  inForce: number | null;
}) {
  return (
    <Section id="versions" title="Versions">
      {rows.length === 0 ? (
        <p className="text-ink-2">None is saved yet.</p>
      ) : (
        <div className="border-t">
          {rows.map(({ id, version, savedBy, savedAt, text }) => (
            <details key={id} className="border-b">
              <summary className="cursor-pointer py-2">
                Version {version} <Instant at={savedAt} /> by {savedBy}{" "}
                {version === inForce ? <StateMark tone="strong">in force</StateMark> : null}
              </summary>
              <pre
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
                tabIndex={0}
                className="mb-3 max-h-96 overflow-auto border bg-paper-2 p-3 font-mono text-xs"
              >
                {text}
              </pre>
            </details>
          ))}
        </div>
      )}
    </Section>
  );
}
