import { Instant } from "./instant";

/** What was recorded about something, as a line of its history. */
export type Act = {
  readonly id: string;
  readonly act: string;
  readonly who: string;
  readonly recordedAt: string;
  readonly reason: string;
};

/** What happened to the thing a drawer shows; nothing where nothing was recorded. */
export function ActHistory({ acts }: { acts: readonly Act[] }) {
  if (acts.length === 0) return null;
  return (
    <section className="mt-6" aria-label="History">
      <h3 className="mb-2 font-semibold">History</h3>
      <ol className="border-t">
        {acts.map(({ id, act, who, recordedAt, reason }) => (
          <li key={id} className="border-b py-1.5">
            {act}, <span className="text-ink-2">{who}</span>
            <span className="block text-xs text-ink-3">
              <Instant at={recordedAt} />
            </span>
            {reason ? <span className="block wrap-anywhere text-ink-2">{reason}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
