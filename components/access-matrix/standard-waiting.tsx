import { Callout } from "@/components/ui/callout";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";

/** Entries that somebody proposed and nobody has decided. */
export function StandardWaiting({
  waiting,
}: {
  waiting: readonly { id: string; title: string; asker: string; at: string }[];
}) {
  if (waiting.length === 0) return null;
  return (
    <Callout title="Waiting for a decision" className="mb-4">
      <ul className="space-y-1">
        {waiting.map(({ id, title, asker, at }) => (
          <li key={id}>
            <TextLink href={`/inbox/${id}`}>{title}</TextLink>, proposed by {asker},{" "}
            <Instant at={at} />
          </li>
        ))}
      </ul>
    </Callout>
  );
}
