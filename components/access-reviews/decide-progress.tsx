"use client";

import { CloudOff } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import type { Transport } from "./decide-store";
import { transportWords } from "./decide-words";

/** How far this reviewer is, what is left, and where their decisions are. */
export function DecideProgress({
  decided,
  unjudged,
  total,
  minutes,
  transport,
  waiting,
  refused,
  kept,
  signHref,
  onRefused,
}: {
  decided: number;
  unjudged: number;
  total: number;
  minutes: number;
  transport: Transport;
  waiting: number;
  refused: number;
  kept: boolean;
  /** Where the part is signed, once it can be. */
  signHref: string | null;
  onRefused: () => void;
}) {
  const calm = transport === "saved" || transport === "saving";
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 tabular-nums">
      <progress
        value={decided}
        max={Math.max(1, total)}
        aria-label="Decided lines"
        className="h-1.5 w-32 appearance-none overflow-hidden rounded-full bg-rule max-sm:w-full [&::-moz-progress-bar]:bg-ink-2 [&::-webkit-progress-bar]:bg-rule [&::-webkit-progress-value]:bg-ink-2"
      />
      <p className="font-medium" data-slot="decided">
        {decided.toLocaleString("en")} of {total.toLocaleString("en")} decided
      </p>
      {unjudged > 0 ? (
        <p className="text-attention">{unjudged.toLocaleString("en")} you cannot judge</p>
      ) : null}
      {decided < total ? <p className="text-ink-2">about {minutesWords(minutes)} left</p> : null}
      <p
        role="status"
        data-transport={transport}
        className={calm ? "text-ink-3" : "font-medium text-attention"}
      >
        {calm ? null : <CloudOff aria-hidden className="icon mr-1.5 inline" />}
        {transportWords(transport, waiting, kept)}
        {transport === "signed-out" ? (
          <>
            {" "}
            <TextLink href="/sign-in">Sign in</TextLink>
          </>
        ) : null}
      </p>
      {refused > 0 ? (
        <button type="button" onClick={onRefused} className="font-medium text-fail underline">
          {refused} refused: look
        </button>
      ) : null}
      {signHref ? null : (
        <p aria-hidden className="ml-auto text-sm text-ink-3 pointer-coarse:hidden max-lg:hidden">
          j k move, n notes, u takes back, ? shows all keys
        </p>
      )}
      {signHref ? (
        <ButtonLink href={signHref} variant="primary" size="sm" className="ml-auto">
          Sign these {total.toLocaleString("en")} decisions
        </ButtonLink>
      ) : null}
    </div>
  );
}

function minutesWords(minutes: number): string {
  if (minutes < 60) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
