"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useListAddress } from "@/components/data-table/use-list-address";
import { Button } from "@/components/ui/button";
import { useKeys } from "@/components/ui/use-keys";
import type { CellAddress } from "./cell-key";
import type { Stage, StageParts } from "./matrix-stage";

/**
 * The heat map: keys down, operations across, one glyph a cell. The browser scrolls, a canvas shows what is in sight; React takes no
 * part in it. Its script and its cells are fetched once the page stands. Whoever cannot see it has the list.
 */
export function MatrixHeatMap({
  source,
  label,
  open,
}: {
  /** Where the cells are: an address of this house that answers the bytes of cells-view.ts. */
  source: string;
  label: string;
  /** The cell whose drawer is open. */
  open: CellAddress | null;
}) {
  const id = useId();
  const parts = useParts();
  const address = useListAddress();
  const router = useRouter();
  const [attempt, setAttempt] = useState(0);
  const goTo = (key: string) => router.push(address.href({ open: key }), { scroll: false });
  const { says, busy, failed } = useStage(parts, `${source}#${attempt}`, goTo, open);
  useMatrixKeys(parts.scroller);
  return (
    <div className="print:hidden noscript:hidden">
      <div className="relative border-y">
        {/* biome-ignore lint/a11y/useSemanticElements: a table of every cell would be a million elements */}
        <div
          ref={parts.scroller}
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-describedby={`${id}-keys`}
          aria-busy={busy}
          aria-readonly
          className="relative min-h-60 max-h-[calc(100dvh-7rem-var(--bar,0px))] overflow-auto overscroll-contain -outline-offset-2 aria-busy:opacity-60"
        >
          {[parts.even, parts.odd].map((voice, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: two voices, always; the grid has the focus
            <div key={nth} role="row" className="sr-only">
              {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: the grid has the focus */}
              <div ref={voice} id={`${id}-voice-${nth}`} role="gridcell" />
            </div>
          ))}
          <div ref={parts.spacer} role="presentation">
            <canvas ref={parts.canvas} aria-hidden className="sticky top-0 left-0 block" />
          </div>
        </div>
        {says === "" ? null : (
          <div className="absolute inset-x-0 top-16 flex flex-col items-center gap-2 px-4 text-center">
            <p role={failed ? "alert" : "status"} className="bg-paper px-2 text-ink-2">
              {says}
            </p>
            {failed ? (
              <Button size="sm" onClick={() => setAttempt(attempt + 1)}>
                Fetch the cells again
              </Button>
            ) : null}
          </div>
        )}
      </div>
      <p className="min-h-11 pt-1.5 text-sm">
        <span ref={parts.place} className="font-medium" />{" "}
        <span ref={parts.state} className="text-ink-2" />
      </p>
      <p id={`${id}-keys`} className="sr-only">
        Arrow keys move between cells, Page Up and Page Down by a screen, with Shift across, Home
        and End to the ends of a row, n and p to the next and previous cell that deviates. Enter
        opens the story of a cell. The list holds the same cells as a table.
      </p>
    </div>
  );
}

function useParts() {
  return {
    scroller: useRef<HTMLDivElement>(null),
    spacer: useRef<HTMLDivElement>(null),
    canvas: useRef<HTMLCanvasElement>(null),
    even: useRef<HTMLDivElement>(null),
    odd: useRef<HTMLDivElement>(null),
    place: useRef<HTMLSpanElement>(null),
    state: useRef<HTMLSpanElement>(null),
  };
}

type Parts = ReturnType<typeof useParts>;

/** Fetches script and cells for an address and puts the picture up. `says` is empty once it stands. */
function useStage(
  parts: Parts,
  wanted: string,
  open: (key: string) => void,
  shown: CellAddress | null,
) {
  const [done, setDone] = useState({ wanted: "", failed: "" });
  const refs = useRef(parts);
  const opened = useEffectEvent(open);
  const raised = useEffectEvent((stage: Stage) => {
    if (shown) stage.show(shown);
  });
  useEffect(() => {
    const gone = new AbortController();
    const source = wanted.slice(0, wanted.lastIndexOf("#"));
    const stage = mount(refs.current, source, gone.signal, (key) => opened(key));
    stage.then(
      (up) => {
        if (!up || gone.signal.aborted) return;
        setDone({ wanted, failed: "" });
        raised(up);
      },
      (error: unknown) => {
        if (!gone.signal.aborted) setDone({ wanted, failed: sentence(error) });
      },
    );
    return () => {
      gone.abort();
      stage.then(
        (up) => up?.end(),
        () => {}, // it was said on the page
      );
    };
  }, [wanted]);
  const busy = done.wanted !== wanted;
  const failed = !busy && done.failed !== "";
  const first = busy && done.wanted === "" ? "Fetching the cells" : "";
  return { busy, failed, says: failed ? done.failed : first };
}

async function mount(
  parts: Parts,
  source: string,
  signal: AbortSignal,
  open: (key: string) => void,
): Promise<Stage | null> {
  const { fetchCells, raiseStage } = await import("./matrix-stage");
  const cells = await fetchCells(source, signal);
  const elements = elementsOf(parts);
  return elements && !signal.aborted ? raiseStage(cells, elements, open) : null;
}

function elementsOf({ even, odd, ...rest }: Parts): StageParts | null {
  const [scroller, spacer, canvas] = [
    rest.scroller.current,
    rest.spacer.current,
    rest.canvas.current,
  ];
  const [place, state] = [rest.place.current, rest.state.current];
  const [first, second] = [even.current, odd.current];
  if (!scroller || !spacer || !canvas || !place || !state || !first || !second) return null;
  return { scroller, spacer, canvas, place, state, voices: [first, second] };
}

function sentence(error: unknown): string {
  const why = error instanceof Error ? error.message : "";
  return `No picture, because the cells could not be fetched. ${why} The list shows the same cells.`;
}

function useMatrixKeys(scroller: RefObject<HTMLElement | null>): void {
  useKeys("Access matrix", {
    "/": { label: "Search", run: () => document.querySelector<HTMLElement>("[name=q]")?.focus() },
    m: {
      label: "Into the picture: arrows move, n and p find the next deviation, Enter opens a cell",
      run: () => scroller.current?.focus(),
    },
  });
}
