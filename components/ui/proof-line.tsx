import type { ReactNode } from "react";
import { cn } from "./cn";
import { Icon, type IconName } from "./icon";
import { Instant } from "./instant";
import { TextLink } from "./text-link";

/** How far a record has come on its way into the ledger. */
export type ProofState = "recording" | "recorded" | "sealed" | "anchored" | "broken";

const ICONS = {
  recording: "history",
  recorded: "check",
  sealed: "shield",
  anchored: "shield",
  broken: "alert",
} as const satisfies Record<ProofState, IconName>;

const COLOURS = {
  recording: "text-ink-3",
  recorded: "text-ink-2",
  sealed: "text-seal",
  anchored: "text-seal",
  broken: "text-fail",
} as const satisfies Record<ProofState, string>;

const WORDS = {
  recording: "recording",
  recorded: "recorded, not yet sealed",
  sealed: "sealed",
  anchored: "anchored",
  broken: "broken",
} as const satisfies Record<ProofState, string>;

/** The same in a row of a list: "#18,204 sealed". */
export function ProofMark({ state, where }: { state: ProofState; where: ReactNode }) {
  return (
    <span
      data-proof={state}
      title={WORDS[state]}
      className={cn("inline-flex items-center gap-1.5 text-sm whitespace-nowrap", COLOURS[state])}
    >
      <Icon name={ICONS[state]} className="size-3.5" />
      {where ? <span className="font-mono">{where}</span> : null}
      <span className={where ? "sr-only" : undefined}>{WORDS[state]}</span>
    </span>
  );
}

/** The line under anything that is evidence: where it stands, since when, and how to check it. */
export function ProofLine({
  state,
  where,
  at,
  href,
  children,
}: {
  state: ProofState;
  /** The place in the record: "governance #18,204". */
  where: ReactNode;
  at?: string | null;
  /** Where the record can be checked or read. */
  href?: string;
  /** The link's word; "verify" unless said otherwise. */
  children?: ReactNode;
}) {
  return (
    <p
      data-proof={state}
      className={cn("flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-sm", COLOURS[state])}
    >
      <Icon name={ICONS[state]} className="size-3.5" />
      <span className="font-mono">{where}</span>
      <span aria-hidden>·</span>
      <span>
        {WORDS[state]} {at ? <Instant at={at} /> : null}
      </span>
      {href ? (
        <>
          <span aria-hidden>·</span>
          <TextLink href={href} className="text-current">
            {children ?? "verify"}
          </TextLink>
        </>
      ) : null}
    </p>
  );
}
