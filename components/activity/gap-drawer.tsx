import { listHref } from "@/components/data-table/list-link";
import { type Act, ActHistory } from "@/components/ui/act-history";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import type { GapRowShown } from "@/lib/activity/gaps/gap-view";
import type { FormAction } from "@/lib/core/action-state";
import { DisposeGapForm } from "./gap-forms";
import { GapStateMark } from "./gap-table";

/** One gap: what is missing, what somebody said about it, and what happened to it. */
export function GapDrawer({
  gap,
  acts,
  address,
  dispose,
}: {
  gap: GapRowShown;
  acts: readonly Act[];
  address: string;
  /** Null where the reader may not. */
  dispose: FormAction | null;
}) {
  const calls = new URLSearchParams({
    source: gap.source,
    from: gap.from,
    ...(gap.to ? { to: gap.to } : {}),
  });
  return (
    <Drawer
      title={`${gap.kindWord}: ${gap.sourceName}`}
      description={gap.detail}
      closeHref={listHref("/activity/gaps", address, { open: null })}
      footer={<ButtonLink href={`/activity?${calls}`}>Calls of that time</ButtonLink>}
    >
      <DefinitionList items={factsOf(gap)} />
      {dispose && gap.filledAt === "" ? (
        <section className="mt-6" aria-label="Say what it is">
          <h3 className="mb-2 font-semibold">Say what it is</h3>
          <DisposeGapForm gap={gap} action={dispose} />
        </section>
      ) : null}
      <ActHistory acts={acts} />
    </Drawer>
  );
}

function factsOf(gap: GapRowShown) {
  const said = [
    { term: "Cause", value: gap.cause },
    { term: "Impact", value: gap.impact },
    { term: "Incident", value: gap.incident },
    { term: "Said by", value: gap.disposedBy },
    { term: "Said at", value: gap.disposedAt ? <Instant at={gap.disposedAt} /> : "" },
  ];
  return [
    { term: "State", value: <GapStateMark gap={gap} /> },
    { term: "From", value: <Instant at={gap.from} /> },
    { term: "To", value: gap.to ? <Instant at={gap.to} /> : "It lasts" },
    { term: "Length", value: gap.length },
    ...(gap.numbers ? [{ term: "Numbers", value: gap.numbers }] : []),
    ...(gap.epoch ? [{ term: "Epoch", value: <code>{gap.epoch}</code> }] : []),
    { term: "Found", value: <Instant at={gap.foundAt} /> },
    ...(gap.filledAt ? [{ term: "Filled", value: <Instant at={gap.filledAt} /> }] : []),
    ...(gap.disposition === "unexplained" ? [] : said),
  ];
}
