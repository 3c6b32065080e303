import { CopyButton } from "@/components/ui/copy-button";
import type { Snippet } from "@/lib/activity/sources/snippet-labels";

/** The configuration of each gateway to be copied; the one of the source's kind is open. */
export function SourceSnippets({ snippets, open }: { snippets: readonly Snippet[]; open: string }) {
  return (
    <div className="border-t">
      {snippets.map(({ id, label, files, notes }) => (
        <details key={id} name="snippet" open={id === open} className="border-b">
          <summary className="cursor-pointer py-2 font-medium">{label}</summary>
          <div className="pb-4 print:hidden">
            {files.map(({ name, text }) => (
              <figure key={name} className="mb-3">
                <figcaption className="mb-1 flex items-center gap-2 text-sm text-ink-2">
                  <span className="min-w-0 wrap-anywhere">{name}</span>
                  <CopyButton value={text} label={`Copy ${name} for ${label}`} />
                </figcaption>
                <pre
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
                  tabIndex={0}
                  className="max-h-96 overflow-auto border bg-paper-2 p-3 font-mono text-xs"
                >
                  {text}
                </pre>
              </figure>
            ))}
            <ul className="max-w-[72ch] list-disc space-y-1 pl-5 text-ink-2">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </div>
        </details>
      ))}
    </div>
  );
}
