import { Diff } from "@/components/ui/diff";
import { EmptyState } from "@/components/ui/empty-state";
import { Hash } from "@/components/ui/hash";
import { Instant } from "@/components/ui/instant";
import { PersonName } from "@/components/ui/person-name";
import { Section } from "@/components/ui/section";
import type { DefinitionRow } from "@/lib/servers/definitions/definition-view";

/** Every definition the server gave of an operation, newest first, each against the one before it. */
export function DefinitionHistory({ definitions }: { definitions: readonly DefinitionRow[] }) {
  return (
    <Section
      id="definitions"
      title="What the server said, and when"
      lead="Each wording by the SHA-256 of the object as it came. What a server does behind an unchanged wording no hash can see."
    >
      {definitions.length === 0 ? (
        <EmptyState
          title="No definition yet"
          why="Nobody has imported the tools of this server since the operation was registered."
        />
      ) : (
        <ol className="border-t">
          {definitions.map((definition, index) => (
            <li key={definition.id} className="border-b py-3">
              <Heard definition={definition} />
              <details open={index === 0 && definitions.length > 1} className="mt-1">
                <summary className="text-ink-2">
                  {index === definitions.length - 1 ? "What it said" : "What changed"}
                </summary>
                <div className="mt-2">
                  <Diff
                    caption={`Definition of ${definition.observedAt}`}
                    rows={definition.differences}
                  />
                </div>
              </details>
              <details className="mt-1">
                <summary className="text-ink-2">Raw</summary>
                <pre className="mt-2 overflow-x-auto bg-paper-2 p-3 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
                  {definition.text}
                </pre>
              </details>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Heard({ definition }: { definition: DefinitionRow }) {
  const { hash, observedAt, replacedAt, lastSeenAt, origin } = definition;
  const { pinnedAt, pinnedBy, unpinnedAt } = definition;
  return (
    <dl className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-ink-2">SHA-256</dt>
      <dd>
        <Hash value={hash} />
      </dd>
      <dt className="text-ink-2">Said</dt>
      <dd>
        from <Instant at={observedAt} />{" "}
        {replacedAt ? (
          <>
            until <Instant at={replacedAt} />
          </>
        ) : (
          <>
            to this day, last seen <Instant at={lastSeenAt} />
          </>
        )}{" "}
        <span className="text-ink-3">({origin.toLowerCase()})</span>
      </dd>
      <dt className="text-ink-2">Pinned</dt>
      <dd>
        {pinnedAt ? (
          <>
            from <Instant at={pinnedAt} />
            {unpinnedAt ? (
              <>
                {" "}
                until <Instant at={unpinnedAt} />
              </>
            ) : null}
            {pinnedBy ? (
              <>
                {" "}
                by <PersonName {...pinnedBy} />
              </>
            ) : null}
          </>
        ) : (
          <span className="text-ink-3">never</span>
        )}
      </dd>
    </dl>
  );
}
