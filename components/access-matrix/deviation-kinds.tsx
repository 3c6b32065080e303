import { TextLink } from "@/components/ui/text-link";

/** How many are open of each kind; each number opens its rows. */
export function DeviationKinds({
  kinds,
}: {
  kinds: readonly { readonly kind: string; readonly label: string; readonly count: number }[];
}) {
  if (kinds.length === 0) return null;
  return (
    <ul className="mb-4 flex flex-wrap gap-x-5 gap-y-1 text-sm" aria-label="Open by kind">
      {kinds.map(({ kind, label, count }) => (
        <li key={kind}>
          <TextLink href={`/access-matrix/deviations?kind=${kind}`}>{label}</TextLink>{" "}
          <span className="tabular-nums text-ink-2">{count.toLocaleString("en")}</span>
        </li>
      ))}
    </ul>
  );
}
