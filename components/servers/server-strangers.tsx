import { Section } from "@/components/ui/section";
import type { FormAction } from "@/lib/core/action-state";
import type { ServerShown, StrangerShown } from "@/lib/servers/view";
import { ClassForm } from "./class-form";

const AT_ONCE = 100;

/** Operations that were called on this server and stand in no register. */
export function ServerStrangers({ server, action }: { server: ServerShown; action: FormAction }) {
  const { strangers } = server;
  if (strangers.length === 0) return null;
  return (
    <Section
      id="unregistered"
      title={`Called and not registered ${strangers.length.toLocaleString("en")}`}
      lead="These operations were called in the period. Register them with what they can do at worst; a name that no tool has is a wrong call."
    >
      {server.mayEdit ? (
        <ClassForm
          serverId={server.id}
          lines={strangers.slice(0, AT_ONCE).map((stranger) => ({
            ...{ about: stranger.name, name: stranger.name, detail: detailOf(stranger) },
          }))}
          action={action}
          label="Register operations that were called"
          submitLabel="Register the chosen ones"
          registers
        />
      ) : (
        <ul className="list-disc pl-4">
          {strangers.map((stranger) => (
            <li key={stranger.name} className="wrap-anywhere">
              <span className="font-mono text-sm">{stranger.name}</span>{" "}
              <span className="text-sm text-ink-3">{detailOf(stranger)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function detailOf({ used, denied, environments }: StrangerShown): string {
  const calls = `${used.toLocaleString("en")} let through, ${denied.toLocaleString("en")} refused`;
  return environments === "" ? calls : `${calls}, in ${environments}`;
}
