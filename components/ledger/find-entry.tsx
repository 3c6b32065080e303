import { Button } from "@/components/ui/button";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";

/** Goes to an entry by its index, or to the entries from a moment on. It works without script. */
export function FindEntry({
  log,
  index,
  at,
  fault,
}: {
  log: string;
  /** What was typed and could not be opened. */
  index: string;
  at: string;
  fault: string;
}) {
  return (
    <search aria-label="Find an entry" className="my-4 flex flex-wrap gap-x-6 gap-y-3 print:hidden">
      <form method="get" action="/ledger/entries" className="flex flex-wrap items-end gap-2">
        <input type="hidden" name="log" value={log} />
        <label htmlFor="index">
          <span className="mb-1 block font-medium">Index</span>
          <input
            id="index"
            name="index"
            type="text"
            inputMode="numeric"
            autoComplete="off"
            maxLength={16}
            defaultValue={index}
            aria-invalid={fault !== ""}
            aria-describedby={fault === "" ? undefined : "index-fault"}
            className={`${CONTROL} ${CONTROL_LINE} w-36! tabular-nums`}
          />
        </label>
        <Button type="submit">Open the entry</Button>
      </form>
      <form method="get" action="/ledger/entries" className="flex flex-wrap items-end gap-2">
        <input type="hidden" name="log" value={log} />
        <label htmlFor="from">
          <span className="mb-1 block font-medium">Accepted from (UTC)</span>
          <input
            id="from"
            name="from"
            type="datetime-local"
            step="1"
            defaultValue={at}
            className={`${CONTROL} ${CONTROL_LINE} w-auto! tabular-nums`}
          />
        </label>
        <Button type="submit">Show the entries</Button>
      </form>
      {fault === "" ? null : (
        <p id="index-fault" role="alert" className="w-full text-fail">
          {fault}
        </p>
      )}
    </search>
  );
}
