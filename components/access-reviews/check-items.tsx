import { StateMark } from "@/components/ui/state-mark";
import { TextLink } from "@/components/ui/text-link";
import { CHECK_VERDICT_LABEL, type CheckItemRow } from "@/lib/access-reviews/check/check-view";
import type { FormAction } from "@/lib/core/action-state";
import { JudgeItem } from "./check-forms";

/** The drawn lines in the order of their hashes. `judge` null: somebody else looks, or it is finished. */
export function CheckItems({
  checkId,
  items,
  judge,
}: {
  checkId: string;
  items: readonly CheckItemRow[];
  judge: FormAction | null;
}) {
  return (
    <ol className="border-t">
      {items.map((item) => (
        <li key={item.id} className="border-b py-3">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <h3 className="min-w-0 break-words font-medium text-base">
              {item.position}.{" "}
              <TextLink href={`/access-reviews/lines/${item.id}`}>{item.what}</TextLink>
              {item.environment === "" ? "" : `, ${item.environment}`}
            </h3>
            <Verdict item={item} />
          </div>
          <p className="mt-1 text-ink-2 text-sm">
            {item.meaning} {item.use}
          </p>
          <p className="mt-1 text-ink-2 text-sm">Kept by {item.kept}</p>
          {item.note === "" ? null : <p className="mt-1 text-sm">Note: {item.note}</p>}
          <p className="mt-1 break-all font-mono text-ink-3 text-xs">
            {item.hash} line {item.n}, {item.key}
          </p>
          {judge ? (
            <div className="mt-2 print:hidden">
              <JudgeItem checkId={checkId} item={item} action={judge} />
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Verdict({ item: { verdict } }: { item: CheckItemRow }) {
  if (verdict === "agrees") return <StateMark tone="muted">{CHECK_VERDICT_LABEL.agrees}</StateMark>;
  if (verdict === "disagrees") {
    return <StateMark tone="fail">{CHECK_VERDICT_LABEL.disagrees}</StateMark>;
  }
  return <StateMark tone="attention">Not judged yet</StateMark>;
}
