"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { EXCEPTIONS } from "@/lib/access-reviews/decide/decide-limits";
import type { DecideLine } from "@/lib/access-reviews/decide/decide-view";
import { LINE_CHANGE_LABEL } from "@/lib/access-reviews/labels";
import { DecideGlyph } from "./decide-glyph";
import type { DecideRow, DecideView } from "./decide-order";
import type { Standing } from "./decide-words";

const HEIGHT = { section: 36, group: 32, line: 46 } as const;
const OVERSCAN = 12;

/** The lines to decide. Only those in sight are in the page, so thousands cost what twenty do. */
export function DecideList({
  rows,
  view,
  current,
  standing,
  onPick,
}: {
  rows: readonly DecideRow[];
  view: DecideView;
  current: string | null;
  standing: (lineId: string) => Standing;
  onPick: (line: DecideLine) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    getItemKey: (at) => rows[at]?.key ?? at,
    estimateSize: (at) => HEIGHT[rows[at]?.kind ?? "line"],
    overscan: OVERSCAN,
  });
  const at = rows.findIndex((row) => row.kind === "line" && row.line.id === current);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [virtual, at]);
  return (
    <div ref={box} className="h-full overflow-y-auto overscroll-contain border-y">
      <ul
        aria-label="Lines to decide"
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, key, start, size }) => {
          const row = rows[index];
          return row ? (
            <li
              key={key}
              className="absolute inset-x-0 top-0"
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              <Row
                row={row}
                view={view}
                isCurrent={index === at}
                standing={standing}
                onPick={onPick}
              />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

function Row({
  row,
  isCurrent,
  ...more
}: {
  row: DecideRow;
  view: DecideView;
  isCurrent: boolean;
  standing: (lineId: string) => Standing;
  onPick: (line: DecideLine) => void;
}) {
  switch (row.kind) {
    case "section":
      return (
        <p className="flex h-full items-end justify-between border-b bg-paper px-3 pb-1 text-sm font-semibold">
          {row.words}
          <span className="font-normal text-ink-3 tabular-nums">
            {row.count.toLocaleString("en")}
          </span>
        </p>
      );
    case "group":
      return (
        <p className="flex h-full items-center gap-1.5 truncate bg-paper-2 px-3 text-sm">
          <span className="truncate font-medium">{row.words}</span>
          {row.detail ? <span className="truncate text-ink-2">{row.detail}</span> : null}
        </p>
      );
    case "line":
      return <LineRow line={row.line} isCurrent={isCurrent} {...more} />;
    default:
      return row satisfies never;
  }
}

function LineRow({
  line,
  view,
  isCurrent,
  standing,
  onPick,
}: {
  line: DecideLine;
  view: DecideView;
  isCurrent: boolean;
  standing: (lineId: string) => Standing;
  onPick: (line: DecideLine) => void;
}) {
  const marks = line.flags.filter((flag) => EXCEPTIONS.includes(flag)).length;
  return (
    <button
      type="button"
      aria-current={isCurrent ? "true" : undefined}
      onClick={() => onPick(line)}
      className={cn(
        "flex h-full w-full items-center gap-2 border-b border-l-2 border-l-transparent pr-3 pl-2 text-left -outline-offset-2 hover:bg-paper-2",
        isCurrent && "border-l-ink bg-paper-2",
      )}
    >
      <DecideGlyph standing={standing(line.id)} ready={line.ready} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-mono text-sm">{line.operation}</span>
        <span className="block truncate text-xs text-ink-3">{metaOf(line, view)}</span>
      </span>
      {marks > 0 ? (
        <span className="shrink-0 text-xs font-semibold text-attention">
          <span aria-hidden>!{marks > 1 ? marks : ""}</span>
          <span className="sr-only">{marks} unusual</span>
        </span>
      ) : null}
    </button>
  );
}

function metaOf(line: DecideLine, view: DecideView): string {
  const { who, server, environment, risk, calls, change, agent } = line;
  return [
    view === "flat" ? server : "",
    environment,
    risk === "high" ? "high risk" : "",
    change === "same" ? "" : LINE_CHANGE_LABEL[change].toLowerCase(),
    `${calls.toLocaleString("en")} ${calls === 1 ? "call" : "calls"}`,
    view === "flat" || who !== agent ? who : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
