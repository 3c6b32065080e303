import { TimeBars } from "@/components/charts/time-bars";
import { listHref } from "@/components/data-table/list-link";
import type { TimeBar } from "@/lib/activity/calls/bars-view";

/** Calls over time: what went well, was denied and failed, and the times of which nothing is proved. */
export function CallHistogram({
  bars,
  every,
  zone,
  address,
}: {
  bars: readonly TimeBar[];
  every: string;
  zone: string;
  address: string;
}) {
  const gaps = bars.filter(({ gap }) => gap !== "").length;
  const failed = bars.some((bar) => bar.failed + bar.denied > 0);
  return (
    <>
      <TimeBars
        label={`Calls over time, ${every}`}
        valueTitle="Calls"
        timeTitle={`Time (${zone}), ${every}`}
        partTitles={["not failed", "denied", "failed"]}
        bars={bars.map(({ start, label, short, total, failed: bad, denied, gap, narrow }) => ({
          ...{ start, label, short, gap },
          parts: [total - bad - denied, denied, bad],
          href: listHref("/activity", address, narrow),
        }))}
      />
      {gaps === 0 && !failed ? null : (
        <p className="-mt-2 mb-4 text-sm text-ink-2">
          {failed ? "Upright lines: denied. Lines across: failed. " : ""}
          {gaps === 0
            ? ""
            : `Slanted lines: ${gaps} of ${bars.length} bars lie in a gap, where nothing proves that no more calls were made.`}
        </p>
      )}
    </>
  );
}
