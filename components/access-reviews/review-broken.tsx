import { Callout } from "@/components/ui/callout";

/** Said on a review whose stored bytes are no longer those that were frozen or signed. Nothing where they are. */
export function ReviewBroken({ state, detail }: { state: "whole" | "broken"; detail: string }) {
  if (state === "whole") return null;
  return (
    <Callout tone="fail" title="BROKEN: this is not what was frozen and signed" className="mb-5">
      {detail} No pack is made of it. Restore the database from a copy, and find out in the log of
      the database who wrote there.
    </Callout>
  );
}
