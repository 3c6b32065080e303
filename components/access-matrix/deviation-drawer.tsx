import { listHref } from "@/components/data-table/list-link";
import { type Act, ActHistory } from "@/components/ui/act-history";
import { ButtonLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { Drawer } from "@/components/ui/drawer";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import type { DeviationRow } from "@/lib/access-matrix/deviations/deviation-view";
import type { FormAction } from "@/lib/core/action-state";
import { DeviationForm } from "./deviation-form";
import { DeviationStateMark, KindMark } from "./deviation-table";

/** One difference: what the data show, what it is about, and what somebody said of it. */
export function DeviationDrawer({
  row,
  agent,
  acts,
  address,
  dispose,
}: {
  row: DeviationRow;
  agent: { readonly slug: string; readonly name: string } | null;
  acts: readonly Act[];
  address: string;
  /** Null where the reader may not. */
  dispose: FormAction | null;
}) {
  return (
    <Drawer
      title={row.kindWord}
      description={row.means}
      closeHref={listHref("/access-matrix/deviations", address, { open: null })}
      footer={<ButtonLink href={matrixHref(row)}>In the matrix</ButtonLink>}
    >
      <p className="mb-4 wrap-anywhere">{row.detail}</p>
      <DefinitionList items={[...factsOf(row), ...aboutOf(row, agent), ...saidOf(row)]} />
      {dispose && row.clearedAt === "" ? (
        <section className="mt-6" aria-label="Say what it is">
          <h3 className="mb-2 font-semibold">Say what it is</h3>
          <DeviationForm row={row} action={dispose} />
        </section>
      ) : null}
      <ActHistory acts={acts} />
    </Drawer>
  );
}

function matrixHref({ keyId, agentId, serverId, environment }: DeviationRow): string {
  const about = keyId === "" ? { agent: agentId } : { key: keyId };
  const asked = Object.entries({ ...about, server: serverId, environment });
  return `/access-matrix?${new URLSearchParams(asked.filter(([, value]) => value))}`;
}

function factsOf(row: DeviationRow) {
  return [
    { term: "Difference", value: <KindMark row={row} /> },
    { term: "State", value: <DeviationStateMark row={row} /> },
    { term: "Since", value: <Instant at={row.since} /> },
    { term: "Age", value: row.age },
    { term: "Found", value: <Instant at={row.foundAt} /> },
    row.clearedAt === ""
      ? { term: "Seen last", value: <Instant at={row.seenAt} /> }
      : { term: "Cleared", value: <Instant at={row.clearedAt} /> },
  ];
}

function aboutOf(row: DeviationRow, agent: { slug: string; name: string } | null) {
  const principal = <code className="wrap-anywhere">{row.principal}</code>;
  return [
    {
      term: "Who",
      value: row.keyId ? <TextLink href={`/keys/${row.keyId}`}>{principal}</TextLink> : principal,
    },
    ...(agent
      ? [
          {
            term: "Agent",
            value: <TextLink href={`/agents/${agent.slug}`}>{agent.name}</TextLink>,
          },
        ]
      : []),
    ...(row.grantId
      ? [
          {
            term: "Grant",
            value: <TextLink href={`/access-matrix/grants/${row.grantId}`}>See the grant</TextLink>,
          },
        ]
      : []),
    ...(row.server
      ? [{ term: "Server", value: row.serverId ? <ServerLink row={row} /> : row.server }]
      : []),
    ...(row.operation
      ? [{ term: "Operation", value: <code className="wrap-anywhere">{row.operation}</code> }]
      : []),
    ...(row.environment ? [{ term: "Environment", value: row.environment }] : []),
    ...(row.source
      ? [
          {
            term: "Gateway",
            value: (
              <TextLink href={`/access-matrix/enforced?source=${encodeURIComponent(row.source)}`}>
                {row.source}
              </TextLink>
            ),
          },
        ]
      : []),
  ];
}

function ServerLink({ row: { serverId, server } }: { row: DeviationRow }) {
  return <TextLink href={`/servers/${serverId}`}>{server}</TextLink>;
}

function saidOf(row: DeviationRow) {
  if (row.disposedAt === "") return [];
  return [
    { term: "Explanation", value: row.explanation },
    { term: "Ticket", value: row.ticket || "none" },
    { term: "Said by", value: row.disposedBy },
    { term: "Said at", value: <Instant at={row.disposedAt} /> },
    ...(row.disposedUntil
      ? [{ term: "Holds until", value: <Instant at={row.disposedUntil} /> }]
      : []),
  ];
}
