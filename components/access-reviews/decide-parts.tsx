"use client";

import type { LineFacts } from "@/lib/access-reviews/decide/decide-view";

/** What may stay of a wildcard or a role: each part is ticked by itself, and nothing is ticked for anybody. */
export function DecideParts({
  parts,
  remaining,
  onChange,
}: {
  parts: LineFacts["parts"];
  remaining: readonly string[];
  onChange: (remaining: string[]) => void;
}) {
  const kept = new Set(remaining);
  const turn = (id: string, keep: boolean) =>
    onChange(keep ? [...remaining, id] : remaining.filter((each) => each !== id));
  const used = [...parts].sort((a, b) => b.calls - a.calls);
  return (
    <fieldset data-part="remaining">
      <legend className="mb-1 font-medium">
        What may stay
        <span className="ml-2 font-normal text-ink-3 tabular-nums">
          {kept.size} of {parts.length} ticked; what is not ticked goes
        </span>
      </legend>
      <ul className="grid max-h-48 gap-x-6 overflow-y-auto border-y py-1 sm:grid-cols-2">
        {used.map(({ id, name, calls }) => (
          <li key={id}>
            <label className="flex min-h-7 items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                checked={kept.has(id)}
                onChange={(event) => turn(id, event.target.checked)}
              />
              <span className="min-w-0 flex-1 truncate font-mono text-sm">{name}</span>
              <span className="text-xs text-ink-3 tabular-nums">
                {calls.toLocaleString("en")} {calls === 1 ? "call" : "calls"}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
