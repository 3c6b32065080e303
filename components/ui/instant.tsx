import { cn } from "./cn";

/** A moment as tables show it, in UTC with milliseconds. The viewer's own zone is in its title. */
export function Instant({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} data-instant className={cn("whitespace-nowrap tabular-nums", className)}>
      {instantText(at)}
    </time>
  );
}

/** `2026-11-21 14:14:03.250 UTC` from an ISO text; text that is no moment comes back as it is. */
export function instantText(at: string): string {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return at;
  return `${new Date(time).toISOString().replace("T", " ").slice(0, -1)} UTC`;
}
