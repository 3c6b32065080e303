import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";

/** A number with what it counts; the link leads to the rows behind it. */
export type Figure = {
  label: string;
  count: number;
  href: string;
  /** Whether somebody has to do something as long as it is not zero. */
  wanting?: boolean;
};

/** Numbers of one kind under their heading, as lines of a ledger: each one opens its rows. */
export function Figures({
  title,
  lead,
  figures,
}: {
  title: string;
  lead?: string;
  figures: readonly Figure[];
}) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="text-lg font-semibold">{title}</h2>
      {lead ? <p className="mt-0.5 text-sm text-ink-3">{lead}</p> : null}
      <ul className="mt-2 border-t">
        {figures.map((figure) => (
          <li key={figure.href} className="border-b">
            <TextLink
              plain
              href={figure.href}
              className="flex items-baseline gap-3 px-1 py-1.5 hover:bg-paper-2"
            >
              <span className="min-w-0 flex-1 wrap-anywhere">{figure.label}</span>
              <FigureCount {...figure} />
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FigureCount({ count, wanting }: Figure) {
  const text = count.toLocaleString("en");
  if (count === 0) return <span className="text-xl text-ink-3 tabular-nums">{text}</span>;
  if (!wanting) return <span className="text-xl font-medium tabular-nums">{text}</span>;
  return (
    <StateMark tone="attention">
      <span className="text-xl font-medium tabular-nums">{text}</span>
    </StateMark>
  );
}
