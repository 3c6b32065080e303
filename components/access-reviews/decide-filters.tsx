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
        <span className="sr-only">Show</span>
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
        <span className="sr-only">Order</span>
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
      <label className="chip min-w-0 flex-1 basis-40" data-set={wish.q === "" ? undefined : ""}>
        <Search aria-hidden className="icon text-ink-3" />
        <input
          type="search"
          aria-label="Find a line"
          placeholder="Find a line"
          value={wish.q}
          onChange={({ target }) => onChange({ q: target.value })}
        />
      </label>
    </div>
  );
}
