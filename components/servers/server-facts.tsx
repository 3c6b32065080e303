import { Callout } from "@/components/ui/callout";
import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/section";
import { TextLink } from "@/components/ui/text-link";
import { gapText, type ServerShown } from "@/lib/servers/view";
import { ServerPerson } from "./server-marks";

/** What the server lacks, and what contradicts what is written about it. */
export function ServerGaps({ server: { gaps } }: { server: Pick<ServerShown, "gaps"> }) {
  if (gaps.length === 0) return null;
  const fails = gaps.some((gap) => gap.fails);
  return (
    <Callout
      tone={fails ? "fail" : "attention"}
      title={fails ? "An auditor would not accept this" : "To look at"}
      className="mb-6"
    >
      <ul className="list-disc pl-4">
        {gaps.map((gap) => (
          <li key={gap.label} className="wrap-anywhere">
            {gapText(gap)}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

/** Everything the register knows about one server. */
export function ServerFacts({ server }: { server: ServerShown }) {
  return (
    <div className="grid gap-x-12 gap-y-8 xl:grid-cols-2">
      <DefinitionList
        items={[
          { term: "Owner", value: <ServerPerson person={server.owner} /> },
          { term: "Deputy", value: <ServerPerson person={server.deputy} /> },
          { term: "Who runs it", value: server.hosting },
          { term: "Provider", value: server.provider || "ourselves" },
          { term: "Data", value: server.dataClasses },
          { term: "Short name", value: <span className="font-mono text-sm">{server.slug}</span> },
          { term: "Registered", value: <Instant at={server.registeredAt} /> },
          { term: "Registered by", value: <ServerPerson person={server.registeredBy} /> },
          {
            term: "First called",
            value: server.firstCallAt ? <Instant at={server.firstCallAt} /> : "never",
            help: "Of every call that was recorded.",
          },
        ]}
      />
      <DefinitionList
        items={[
          { term: "Scope", value: server.scopeWord },
          { term: "Why", value: <span className="whitespace-pre-line">{server.scopeReason}</span> },
          ...(server.inScope
            ? []
            : [{ term: "A call there contradicts it", value: server.contradictedBy }]),
          {
            term: "Grants in force",
            value: (
              <TextLink href={`/access-matrix?server=${server.slug}`}>
                {server.grants.toLocaleString("en")}
              </TextLink>
            ),
          },
          ...(server.retiredAt
            ? [{ term: "Retired", value: <Instant at={server.retiredAt} /> }]
            : []),
        ]}
      />
    </div>
  );
}

/** Where it stands, and what was called there. */
export function ServerPlaces({ server }: { server: ServerShown }) {
  return (
    <Section
      id="places"
      title="Places"
      lead="Where it stands, and what gateways call it there. A call that says no environment has that of the name it used."
    >
      {server.places.length === 0 ? (
        <p className="text-ink-3">Nobody said where it stands.</p>
      ) : (
        <Rows
          heads={["Environment", "Region", "Names", "Address"]}
          rows={server.places.map(({ environment, region, names, address }) => [
            environment,
            region || "not given",
            names || "its own name only",
            address || "not given",
          ])}
        />
      )}
    </Section>
  );
}

/** Calls of the period by environment. */
export function ServerTraffic({ server, days }: { server: ServerShown; days: string }) {
  return (
    <Section
      id="traffic"
      title="Calls"
      lead={`Recorded calls of the last ${days} UTC days, by the environment they were made in.`}
    >
      {server.useByEnvironment.length === 0 ? (
        <p className="text-ink-3">Nobody called it in this time.</p>
      ) : (
        <Rows
          heads={["Environment", "Let through", "Refused", "Last call"]}
          rows={server.useByEnvironment.map(({ environment, used, denied, lastAt }) => [
            environment,
            used.toLocaleString("en"),
            denied.toLocaleString("en"),
            <Instant key="at" at={lastAt} />,
          ])}
        />
      )}
    </Section>
  );
}

function Rows({
  heads,
  rows,
}: {
  heads: readonly string[];
  rows: readonly (readonly React.ReactNode[])[];
}) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-y text-left tabular-nums">
        <thead>
          <tr className="border-b text-sm text-ink-2">
            {heads.map((head) => (
              <th key={head} scope="col" className="py-1.5 pr-4 font-medium">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.slice(0, 3).join(" ")} className="border-b align-top last:border-b-0">
              {cells.map((cell, index) => (
                <td key={heads[index]} className="py-1.5 pr-4 wrap-anywhere">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
