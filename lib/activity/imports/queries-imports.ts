import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { read } from "@/lib/db/read";

/** One page of the imports, newest first, with the names of their sources. Errors: forbidden. */
export async function listImports(
  actor: Actor,
  { page, pageSize }: { page: number; pageSize: number },
) {
  authorize(actor, "call:import");
  const [total, runs] = await Promise.all([
    read().importRun.count(),
    read().importRun.findMany({
      orderBy: [{ startedAt: "desc" }, { id: "asc" }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
  ]);
  const sources = await read().source.findMany({
    where: { id: { in: [...new Set(runs.map(({ sourceId }) => sourceId))] } },
    select: { id: true, name: true },
    take: pageSize,
  });
  return { runs, total, sources: new Map(sources.map(({ id, name }) => [id, name])) };
}
export type ListedImport = Awaited<ReturnType<typeof listImports>>["runs"][number];

const SOURCES_MAX = 1_000;

/** The sources that a file may be imported for, by name. Errors: forbidden. */
export async function importableSources(actor: Actor) {
  authorize(actor, "call:import");
  return read().source.findMany({
    where: { disabledAt: null },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: SOURCES_MAX,
  });
}
