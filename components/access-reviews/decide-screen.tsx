"use client";

import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import type { DecideStart } from "./decide-order";
import { DecideStore, NOTHING_YET } from "./decide-store";

// Comes while the lines do: the page stands before either.
const load = () => import("./decide-desk").then(({ DecideDesk }) => ({ default: DecideDesk }));
const DecideDesk = lazy(load);

/** The screen on which a reviewer decides their part. Its lines come after the page, so that thousands do not hold it up. */
export function DecideScreen({
  reviewId,
  stage,
  personId,
  start,
  signHref,
}: {
  reviewId: string;
  stage: 1 | 2;
  personId: string;
  start: DecideStart;
  signHref: string;
}) {
  const [store] = useState(() => new DecideStore({ reviewId, stage, personId }));
  const state = useSyncExternalStore(store.subscribe, store.state, () => NOTHING_YET);
  useEffect(() => {
    void load();
    return store.start();
  }, [store]);
  if (state.failed) {
    return (
      <div role="alert" className="border-y py-8">
        <p className="font-medium">The lines could not be loaded. {state.failed}</p>
        <p className="mt-1 mb-4 text-ink-2">
          {state.entries.length > 0
            ? `${state.entries.length} decisions wait in this browser and are sent once the server answers.`
            : "Nothing was lost."}
        </p>
        <Button onClick={() => void store.load().then(() => store.drain())}>Load the lines</Button>
      </div>
    );
  }
  const { part } = state;
  if (!part) return <Loading />;
  return (
    <Suspense fallback={<Loading />}>
      <DecideDesk
        store={store}
        state={state}
        part={part}
        signHref={signHref}
        {...{ reviewId, stage, personId, start }}
      />
    </Suspense>
  );
}

function Loading() {
  return (
    <p role="status" className="border-y py-8 text-ink-3">
      <span className="noscript:hidden">Loading the lines.</span>
      <span className="hidden noscript:inline">
        Deciding needs script, because each decision is saved as it is made.
      </span>
    </p>
  );
}
