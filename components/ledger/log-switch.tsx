import { listHref } from "@/components/data-table/list-link";
import { TextLink } from "@/components/ui/text-link";
import { LOG_LABEL, LOG_SAYS } from "@/lib/ledger-store/labels";

type Log = keyof typeof LOG_LABEL;

/** Which of the two logs the rest of the page is about. */
export function LogSwitch({
  log,
  pathname,
  address,
}: {
  log: Log;
  pathname: string;
  /** The address of the page, without its path. */
  address: string;
}) {
  return (
    <nav aria-label="Log" className="mt-8 flex flex-wrap items-baseline gap-x-4 border-b pb-2">
      {(["governance", "calls"] as const).map((name) => (
        <TextLink
          key={name}
          plain={name === log}
          scroll={false}
          href={listHref(pathname, address, { log: name })}
          {...(name === log ? { "aria-current": "true" as const } : {})}
          className={name === log ? "text-xl font-semibold" : "text-xl text-ink-2"}
        >
          {LOG_LABEL[name]}
        </TextLink>
      ))}
      <span className="text-ink-2">{LOG_SAYS[log]}</span>
    </nav>
  );
}
