import "server-only";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { firstSince } from "../gaps/gap-scan";
import { countedIn } from "../gaps/gap-watched";
import type { Counted } from "../gaps/sequence";
import type { GapRow } from "./gap-rows";

const SOURCES_MAX = 1_000;
const OPEN_MAX = 2_000;

type Source = Awaited<ReturnType<typeof sources>>[number];
export type Watch = {
  readonly next: bigint;
  readonly minute: Date;
  readonly epochs: readonly Counted[];
  readonly at: Date;
};
export type Watched = {
  readonly source: Source;
  readonly watch: Watch;
  readonly version: number;
  readonly open: readonly GapRow[];
};

/** Every source with how far it was looked at and its gaps that are not filled, the newest. */
export async function whatIsWatched(): Promise<Watched[]> {
  const [all, watches, open] = await Promise.all([
    sources(),
    read().gapWatch.findMany({ orderBy: { sourceId: "asc" }, take: SOURCES_MAX }),
    read().gap.findMany({
      where: { filledAt: null },
      orderBy: [{ fromAt: "desc" }, { id: "asc" }],
      take: OPEN_MAX,
    }),
  ]);
  const rows = new Map(watches.map((row) => [row.sourceId, row]));
  return Promise.all(
    all.map(async (source) => {
      const row = rows.get(source.id);
      const watch: Watch = row
        ? { next: row.next, minute: row.minute, epochs: countedIn(row.epochs), at: row.at }
        : await unwatched(source.addedAt);
      const own = open.filter(({ sourceId }) => sourceId === source.id);
      return { source, watch, version: row?.version ?? 0, open: own };
    }),
  );
}

// A new source cannot have sent anything before it was added.
async function unwatched(addedAt: Date): Promise<Watch> {
  const minute = new Date(Math.floor(addedAt.getTime() / MINUTE_MS) * MINUTE_MS);
  return { next: await firstSince(addedAt), minute, epochs: [], at: new Date(0) };
}

function sources() {
  return read().source.findMany({
    select: { id: true, name: true, rhythmMinutes: true, addedAt: true, disabledAt: true },
    orderBy: { id: "asc" },
    take: SOURCES_MAX,
  });
}
