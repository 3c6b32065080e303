import { CopyButton } from "@/components/ui/copy-button";

/** How a gateway states its policy: an address and the token that its source has already. */
export function EnforcedHow({ base }: { base: string }) {
  const text = `curl -X PUT ${base}/api/access-matrix/enforced-grants \\
  -H "Authorization: Bearer cs_…" -H "Content-Type: application/json" \\
  -d '{"label": "v42", "statedAt": "2026-11-21T14:00:00Z", "grants": [
        {"principal": "ck_live_1", "server": "crm", "operation": "read", "environment": "production"}]}'`;
  return (
    <details className="mt-3 border-y print:hidden">
      <summary className="cursor-pointer py-2 font-medium">How a gateway says it</summary>
      <div className="pb-4">
        <figure className="mb-3">
          <figcaption className="mb-1 flex items-center gap-2 text-sm text-ink-2">
            <span>With the token of its source, as often as you like</span>
            <CopyButton value={text} label="Copy the command" />
          </figcaption>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
            tabIndex={0}
            className="overflow-auto border bg-paper-2 p-3 font-mono text-xs"
          >
            {text}
          </pre>
        </figure>
        <ul className="max-w-[72ch] list-disc space-y-1 pl-5 text-ink-2">
          <li>The whole policy each time, at most 200,000 lines, also packed with gzip.</li>
          <li>An operation that ends in * stands for all that begin so.</li>
          <li>What else a line depends on goes into its member conditions, as any JSON.</li>
          <li>
            The same again confirms it. One as of an earlier instant is kept and changes nothing.
          </li>
          <li>Without statedAt it is as of its arrival. A broken line refuses the whole.</li>
        </ul>
      </div>
    </details>
  );
}
