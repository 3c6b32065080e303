import { DefinitionList } from "@/components/ui/definition-list";
import type { ChannelRow } from "@/lib/notify/view";

/** Which ways lead out of the product, and what would open the others. Never a password or a key. */
export function ChannelList({ channels }: { channels: readonly ChannelRow[] }) {
  return (
    <DefinitionList
      items={channels.map(({ name, state, help }) => ({
        term: name,
        value: (
          <>
            {state}
            <span className="block max-w-[72ch] text-sm text-ink-3">{help}</span>
          </>
        ),
      }))}
    />
  );
}
