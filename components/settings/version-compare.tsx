import { Button } from "@/components/ui/button";
import { CONTROL, CONTROL_LINE } from "@/components/ui/control";
import { Diff } from "@/components/ui/diff";
import type { Comparison } from "@/lib/settings/view";

/** Two versions beside each other. The choice stands in the address, so that it can be linked. */
export function VersionCompare({ comparison }: { comparison: Comparison }) {
  const { from, to, choices, differences } = comparison;
  return (
    <>
      <form
        method="get"
        action="#compare"
        className="mb-3 flex flex-wrap items-end gap-3 print:hidden"
      >
        <VersionField name="from" label="From" value={from} choices={choices} />
        <VersionField name="to" label="To" value={to} choices={choices} />
        <Button type="submit">Compare</Button>
      </form>
      {differences.length === 0 ? (
        <p className="text-ink-2">These versions hold the same values.</p>
      ) : (
        <Diff caption="Differences between the versions" rows={differences} />
      )}
    </>
  );
}

function VersionField({
  name,
  label,
  value,
  choices,
}: {
  name: string;
  label: string;
  value: number;
  choices: Comparison["choices"];
}) {
  const id = `compare-${name}`;
  return (
    <div>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <select
        key={value}
        id={id}
        name={name}
        defaultValue={String(value)}
        className={`${CONTROL} ${CONTROL_LINE} w-auto min-w-44`}
      >
        {choices.map((choice) => (
          <option key={choice.version} value={choice.version}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
