"use client";

import { Search } from "lucide-react";
import {
  DECIDE_SHOW_LABEL,
  DECIDE_SHOWS,
  DECIDE_VIEW_LABEL,
  DECIDE_VIEWS,
  type DecideShow,
  type DecideView,
} from "./decide-order";

type Wish = { view: DecideView; show: DecideShow; q: string };

/** Which lines the list shows, and in which order. */
export function DecideFilters({
  wish,
  onChange,
}: {
  wish: Wish;
  onChange: (next: Partial<Wish>) => void;
}) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="chip" data-set={wish.show === "all" ? undefined : ""}>
        <span className="text-ink-3">Show</span>
        <select
          value={wish.show}
          onChange={({ target }) =>
            onChange({ show: DECIDE_SHOWS.find((show) => show === target.value) ?? "all" })
          }
        >
          {DECIDE_SHOWS.map((show) => (
            <option key={show} value={show}>
              {DECIDE_SHOW_LABEL[show]}
            </option>
          ))}
        </select>
      </label>
      <label className="chip">
        <span className="text-ink-3">Order</span>
        <select
          value={wish.view}
          onChange={({ target }) =>
            onChange({ view: DECIDE_VIEWS.find((view) => view === target.value) ?? "agent" })
          }
        >
          {DECIDE_VIEWS.map((view) => (
            <option key={view} value={view}>
              {DECIDE_VIEW_LABEL[view]}
            </option>
          ))}
        </select>
      </label>
      <label className="chip" data-set={wish.q === "" ? undefined : ""}>
        <Search aria-hidden className="icon text-ink-3" />
        <input
          type="search"
          aria-label="Find a line"
          placeholder="Find a line"
          value={wish.q}
          onChange={({ target }) => onChange({ q: target.value })}
        />
      </label>
      <p className="ml-auto text-sm text-ink-3 max-lg:hidden">
        <kbd>j k</kbd> move · <kbd>1–6</kbd> decide · <kbd>n</kbd> note · <kbd>u</kbd> take back ·{" "}
        <kbd>?</kbd> all keys
      </p>
    </div>
  );
}
