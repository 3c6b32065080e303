import { Callout } from "@/components/ui/callout";
import type { Alarm } from "@/lib/ledger-store/view";

/** What is not as it should be, and what to do about it. */
export function AlarmList({ alarms }: { alarms: readonly Alarm[] }) {
  return (
    <div className="space-y-2 not-empty:mb-5">
      {alarms.map(({ kind, what, next }) => (
        <Callout
          key={`${kind} ${what}`}
          tone={kind === "store" || kind === "halted" ? "fail" : "attention"}
          title={what}
        >
          <Commands text={next} />
        </Callout>
      ))}
    </div>
  );
}

// What stands between backticks is a command.
function Commands({ text }: { text: string }) {
  return text.split("`").map((part, at) =>
    at % 2 === 1 ? (
      <code key={part} className="font-mono text-sm">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
