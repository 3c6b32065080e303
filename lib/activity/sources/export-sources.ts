import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf } from "@/lib/exports/columns";
import { exportTable } from "@/lib/exports/export-table";
import type { Download } from "@/lib/server/define-download";
import { GROUPS } from "../record/completeness";
import { HEALTH_DAYS, type SourceFigures, sourceFigures } from "./queries-source-health";
import { type ListedSource, listSources } from "./queries-sources";
import { GROUP_LABEL } from "./source-labels";
import type { ExportSourcesInput } from "./source-schema";
import { stateOf } from "./source-view";

type Row = { source: ListedSource; figures: SourceFigures | undefined; now: Date };

const { text, number, instant } = columnsOf<Row>();

/** Names and meanings are stable, new columns come at the end (IPE-13). */
const COLUMNS: readonly ExportColumn<Row>[] = [
  text("id", "Id", "Short name in addresses and in records. Never empty.", (row) => row.source.id),
  text("name", "Name", "What people call the source. Never empty.", (row) => row.source.name),
  text("kind", "Kind", "By which adapter its records are read.", (row) => row.source.kind),
  text(
    "state",
    "State",
    "Where it stood when the file was made: sending, quiet, silent against its rhythm, unseen or disabled.",
    ({ source, figures, now }) => stateOf(source, figures?.lastSeen ?? null, now).state,
  ),
  text(
    "environment",
    "Environment",
    "Of calls that say none. Empty: not given.",
    (row) => row.source.environment,
  ),
  text("region", "Region", "Of calls that say none. Empty: not given.", (row) => row.source.region),
  instant(
    "last_seen",
    "Last seen",
    "The minute of the last push. Empty: never.",
    ({ figures }) => figures?.lastSeen ?? null,
  ),
  number(
    "received_last_hour",
    "Received in the last hour",
    "Records that arrived in the hour before the file was made.",
    ({ figures }) => figures?.receivedLastHour ?? 0,
  ),
  number(
    "lag_ms_max",
    "Longest lag in ms",
    "From call to arrival, of the last day. Empty: not known.",
    ({ figures }) => figures?.lagMax ?? null,
  ),
  number(
    "lag_ms_min",
    "Shortest lag in ms",
    "The same. Negative: the clock of the source is ahead of ours.",
    ({ figures }) => figures?.lagMin ?? null,
  ),
  number(
    "calls",
    "Calls",
    `Tool calls of the ${HEALTH_DAYS} days before the file was made, by their own time.`,
    ({ figures }) => figures?.calls ?? 0,
  ),
  ...GROUPS.map((group) =>
    number(
      `full_${group.toLowerCase()}`,
      `${group} full`,
      `Of those calls, how many hold the field group ${GROUP_LABEL[group].toLowerCase()} fully.`,
      ({ figures }) => figures?.full[group] ?? 0,
    ),
  ),
  number(
    "quarantined",
    "In quarantine",
    "Records that could not be read and are not decided.",
    ({ figures }) => figures?.quarantined ?? 0,
  ),
  number(
    "rhythm_minutes",
    "Expected rhythm in minutes",
    "At least one push in so many minutes. Empty: none expected.",
    ({ source }) => source.rhythmMinutes,
  ),
  text(
    "sampling",
    "Sampling",
    "unknown, all, or the share that is sent.",
    (row) => row.source.sampling,
  ),
  number(
    "trusted_hops",
    "Trusted proxy hops",
    "Proxies between callers and the gateway.",
    ({ source }) => source.trustedHops,
  ),
  number(
    "mapping_version",
    "Mapping version",
    "The mapping in force where the kind is mapping. Empty: none.",
    ({ source }) => source.mappingVersion,
  ),
  instant(
    "added_at",
    "Added",
    "When the source was added. Never empty.",
    (row) => row.source.addedAt,
  ),
  instant(
    "disabled_at",
    "Disabled",
    "Since when what it sends is refused. Empty: it is not.",
    ({ source }) => source.disabledAt,
  ),
];

const IN_PRINT = ["id", "name", "kind", "state", "last_seen", "calls", "quarantined"];

/** Every source with how it does, as a file; taking it out is recorded. Errors: forbidden, unavailable. */
export async function exportSources(
  ctx: CommandContext,
  { format }: ExportSourcesInput,
): Promise<Download> {
  const [sources, figures] = await Promise.all([
    listSources(ctx.actor),
    sourceFigures(ctx.actor, ctx.now),
  ]);
  return exportTable<Row>(ctx, {
    title: "Sources",
    queryId: "sources.list@1",
    format,
    fileStem: "sources",
    columns: COLUMNS.map((column) =>
      IN_PRINT.includes(column.key) ? column : { ...column, notIn: ["pdf"] as const },
    ),
    rows: sources.map((source) => ({ source, figures: figures.get(source.id), now: ctx.now })),
    total: sources.length,
    parameters: {},
    filters: [],
    sort: "name, ascending, then id",
    primaryKey: "id",
    asOf: ctx.now,
    timeOf: ({ source }) => source.addedAt,
  });
}
