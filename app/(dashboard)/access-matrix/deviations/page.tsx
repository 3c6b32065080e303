import { AccessTabs } from "@/components/access-matrix/access-tabs";
import { DeviationDrawer } from "@/components/access-matrix/deviation-drawer";
import { DeviationKinds } from "@/components/access-matrix/deviation-kinds";
import { DeviationTable } from "@/components/access-matrix/deviation-table";
import { ExportMenu } from "@/components/data-table/export-menu";
import { FilterBar } from "@/components/data-table/filter-bar";
import { PageHeader } from "@/components/ui/page-header";
import {
  DEVIATION_KINDS,
  DEVIATION_SORTS,
  KIND_LABEL,
  STATE_LABEL,
  STATES,
} from "@/lib/access-matrix/deviations/deviation-labels";
import { listDeviationsInput } from "@/lib/access-matrix/deviations/deviation-schema";
import {
  deviationsSentence,
  kindCounts,
  toDeviationRow,
} from "@/lib/access-matrix/deviations/deviation-view";
import {
  countDeviations,
  getDeviation,
  listDeviations,
} from "@/lib/access-matrix/deviations/queries-deviations";
import { type Actor, can } from "@/lib/auth/actor";
import { listHistory } from "@/lib/change-log/queries";
import { toChangeRow } from "@/lib/change-log/view";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import { listParams, type SearchParams } from "@/lib/server/list-params";
import { requireActor } from "@/lib/server/require-actor";
import { addressOf } from "../../address";
import { wordsOf } from "../../change-log/words";
import { unlessNotFound } from "../../unless-not-found";
import { disposeDeviationAction } from "./actions";

export const metadata = { title: "Deviations" };

export default async function DeviationsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor("matrix:read");
  const now = new Date();
  const given = await searchParams;
  const { filters, open, cols, ...list } = listParams(given, {
    sorts: DEVIATION_SORTS,
    defaultSort: "since",
    filters: {
      ...{ state: STATES, kind: DEVIATION_KINDS, environment: ENVIRONMENTS },
      ...{ agent: "text", key: "text" },
    },
  });
  const said = Object.entries(filters).filter(([, value]) => value !== null);
  const query = listDeviationsInput.parse({ ...list, ...Object.fromEntries(said) });
  const [listed, counts, opened] = await Promise.all([
    listDeviations(actor, query),
    countDeviations(actor),
    open === "" ? null : openDeviation(actor, open, now),
  ]);
  const address = addressOf(given);
  return (
    <>
      <PageHeader
        title="Deviations"
        count={listed.total}
        lead={deviationsSentence(counts, now)}
        {...(counts.comparedAt ? { asOf: counts.comparedAt.toISOString() } : {})}
        actions={
          can(actor, "matrix:export") ? <ExportMenu href="/api/access-matrix/deviations" /> : null
        }
      />
      <AccessTabs current="/access-matrix/deviations" may={(right) => can(actor, right)} />
      <DeviationKinds kinds={kindCounts(counts.kinds)} />
      <FilterBar
        search={{ label: "Search deviations", placeholder: "Key, server, operation, ticket" }}
        filters={[
          {
            ...select("state", "State", without(STATE_LABEL)),
            any: STATE_LABEL.open.toLowerCase(),
          },
          select("kind", "Difference", KIND_LABEL),
          select("environment", "Environment", ENVIRONMENT_LABEL),
        ]}
        more={[
          { kind: "text", name: "agent", label: "Agent id" },
          { kind: "text", name: "key", label: "Key id" },
        ]}
      />
      <DeviationTable
        rows={listed.deviations.map((one) => toDeviationRow(one, listed.names, now))}
        address={address}
        comparedAt={counts.comparedAt?.toISOString() ?? ""}
        total={listed.total}
        page={query.page}
        pageSize={query.pageSize}
        sort={{ by: query.sort, dir: query.dir }}
        cols={cols}
        openId={open}
      />
      {opened ? (
        <DeviationDrawer
          {...opened}
          address={address}
          dispose={can(actor, "deviation:dispose") ? disposeDeviationAction : null}
        />
      ) : null}
    </>
  );
}

function select(name: string, label: string, labels: Readonly<Record<string, string>>) {
  const options = Object.entries(labels).map(([value, words]) => ({ value, label: words }));
  return { kind: "select" as const, name, label, options };
}

function without({ open: _, ...others }: Readonly<Record<string, string>>) {
  return others;
}

async function openDeviation(actor: Actor, id: string, now: Date) {
  const found = await getDeviation(actor, id).catch(unlessNotFound);
  if (!found) return null;
  const history = await listHistory(actor, "deviation", id).catch(unlessNotFound);
  const acts = history?.records.map((record) => toChangeRow(record, history.names, wordsOf)) ?? [];
  return { row: toDeviationRow(found.deviation, found.names, now), agent: found.agent, acts };
}
