import "server-only";
import { authorize } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { read } from "@/lib/db/read";
import { anchorInForce } from "@/lib/exports/anchor";
import { exportTable } from "@/lib/exports/export-table";
import type { PlacesOfRows } from "@/lib/exports/ledger-tally";
import type { Anchored } from "@/lib/exports/provenance";
import { getOrigins } from "@/lib/ledger-store/queries-health";
import type { Download } from "@/lib/server/define-download";
import { changesWhere } from "./conditions";
import type { WordsOf } from "./diff";
import { CHANGE_COLUMNS, type ExportedChange } from "./export-columns";
import { actionLabel, subjectKindLabel } from "./labels";
import { namesIn } from "./queries";
import { checkedPlacesOf } from "./queries-ledger";
import { type ChangesFilter, type ExportChangesInput, subjectText } from "./schema";
import type { CommandContext } from "./transact";
import { scopeText } from "./visible";

/**
 * The changes that the filter leaves and the actor may see, as a file. Errors: forbidden,
 * unavailable (they could not all be read), too_large (more than a PDF holds).
 */
export async function exportChanges(
  ctx: CommandContext,
  { format, ...filter }: ExportChangesInput,
  wordsOf: WordsOf,
): Promise<Download> {
  authorize(ctx.actor, "change:export");
  // The log only grows: whatever is recorded while the file is made has a higher number.
  const newest = await read().changeLogEntry.findFirst({
    select: { seq: true },
    orderBy: { seq: "desc" },
  });
  const where = { AND: [changesWhere(ctx.actor, filter), { seq: { lte: newest?.seq ?? 0n } }] };
  const anchored = await anchorInForce();
  const groups = await read().changeLogEntry.groupBy({ by: ["subjectKind"], where, _count: true });
  return exportTable<ExportedChange>(ctx, {
    title: "Change log",
    artifactId: "ART-11",
    queryId: "change-log.list@1",
    format,
    fileStem: "change-log",
    columns: CHANGE_COLUMNS,
    rows: pagesOf(where, wordsOf),
    anchored,
    ledger: await placesOfRows(anchored),
    total: groups.reduce((sum, { _count }) => sum + _count, 0),
    parameters: parametersOf(filter),
    filters: await filterWords(filter),
    scope: scopeText(ctx.actor),
    sort: "position in the log, newest first",
    primaryKey: "change_id",
    asOf: ctx.now,
    period: filter.from && filter.to ? { start: filter.from, end: filter.to } : null,
    timeOf: ({ record }) => record.occurredAt,
    controlTotals: {
      subject: Object.fromEntries(
        groups.map(({ subjectKind, _count }) => [subjectKindLabel(subjectKind), _count]),
      ),
    },
  });
}

async function placesOfRows(anchored: Anchored): Promise<PlacesOfRows<ExportedChange>> {
  const sealed = typeof anchored === "string" ? null : anchored;
  return {
    origin: sealed?.origin ?? (await getOrigins()).governance,
    sealedSize: BigInt(sealed?.size ?? 0),
    placeOf: ({ place, check }) => ({ index: "index" in place ? place.index : null, check }),
  };
}

const PAGE = 1_000;

async function* pagesOf(
  where: { AND: object[] },
  wordsOf: WordsOf,
): AsyncGenerator<ExportedChange[]> {
  let below: bigint | null = null;
  for (;;) {
    const records = await changesBelow(where, below);
    const last = records.at(-1);
    if (!last) return;
    const [names, places] = await Promise.all([namesIn(records), checkedPlacesOf(records)]);
    yield records.map((record) => {
      const { place, check } = places.get(record.id) ?? UNKNOWN;
      return { record, names, wordsOf, place, check };
    });
    below = last.seq;
  }
}

const UNKNOWN = { place: { state: "lost" }, check: "differs" } as const;

function changesBelow(where: { AND: object[] }, below: bigint | null) {
  return read().changeLogEntry.findMany({
    where: { AND: [...where.AND, ...(below === null ? [] : [{ seq: { lt: below } }])] },
    orderBy: { seq: "desc" },
    take: PAGE,
  });
}

function parametersOf(filter: ChangesFilter): Record<string, string> {
  const { q, who, action, kind, subject, from, to } = filter;
  return {
    ...(q === "" ? {} : { q }),
    ...(who === "" ? {} : { who }),
    ...(action ? { action } : {}),
    ...(kind ? { kind } : {}),
    ...(subject ? { subject: subjectText(subject) } : {}),
    ...(from ? { from: from.toISOString() } : {}),
    ...(to ? { to: to.toISOString() } : {}),
  };
}

async function filterWords({ q, who, action, kind, subject, from, to }: ChangesFilter) {
  return [
    ...(q === "" ? [] : [`search: ${q}`]),
    ...(who === "" ? [] : [`who: ${(await namesOf([who])).get(who)?.name ?? "machine"} (${who})`]),
    ...(action ? [`act: ${actionLabel(action)}`] : []),
    ...(kind ? [`subject: ${subjectKindLabel(kind).toLowerCase()}`] : []),
    ...(subject ? [`subject: ${subjectKindLabel(subject.kind).toLowerCase()} ${subject.id}`] : []),
    ...(from ? [`recorded from ${from.toISOString()} on`] : []),
    ...(to ? [`recorded before ${to.toISOString()}`] : []),
  ];
}
