import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import type { ExportFormat } from "./labels";
import { visibleExports } from "./visible";

const listed = {
  id: true,
  title: true,
  queryId: true,
  format: true,
  fileName: true,
  rowCount: true,
  sha256: true,
  bytes: true,
  generatedById: true,
  generatedAt: true,
} as const;

/** What narrows the register; empty text narrows nothing. `q` finds an id, a title, a file or its hash. */
export type ExportsFilter = {
  q: string;
  format: ExportFormat | null;
  by: string;
  page: number; // from 1
  pageSize: number;
};

/** The exports the actor may see, newest first, one page of them, with their number and makers' names. */
export async function listExports(actor: Actor, filter: ExportsFilter) {
  const where = { AND: [visibleExports(actor), ...conditionsOf(filter)] };
  const [records, total] = await Promise.all([
    read().export.findMany({
      where,
      select: listed,
      orderBy: [{ generatedAt: "desc" }, { id: "desc" }],
      skip: (filter.page - 1) * filter.pageSize,
      take: filter.pageSize,
    }),
    read().export.count({ where }),
  ]);
  return {
    records,
    total,
    names: await namesOf(records.map(({ generatedById }) => generatedById)),
  };
}
export type ListedExport = Awaited<ReturnType<typeof listExports>>["records"][number];

/** One export with its provenance block and its maker's name. Errors: not_found (also: not theirs). */
export async function getExport(actor: Actor, id: string) {
  const record = await read().export.findFirst({ where: { AND: [{ id }, visibleExports(actor)] } });
  if (!record) throw new AppError("not_found", "There is no such export.");
  return { record, names: await namesOf([record.generatedById]) };
}

export type FoundExport = Awaited<ReturnType<typeof getExport>>;

/** Everybody who took an export that the actor may see, by name, at most 200: for the filter. */
export async function listExportMakers(actor: Actor): Promise<{ id: string; name: string }[]> {
  const groups = await read().export.groupBy({
    by: ["generatedById"],
    where: visibleExports(actor),
    orderBy: { generatedById: "asc" },
    take: 200,
  });
  const ids = groups.map(({ generatedById }) => generatedById);
  const names = await namesOf(ids);
  return ids
    .map((id) => ({ id, name: names.get(id)?.name ?? id }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function conditionsOf({ q, format, by }: ExportsFilter) {
  const text = { contains: q, mode: "insensitive" } as const;
  const file = { provenance: { path: ["files"], array_contains: [{ sha256: q.toLowerCase() }] } };
  const fields = [file, { id: text }, { sha256: text }, { fileName: text }, { title: text }];
  return [
    ...(q === "" ? [] : [{ OR: fields }]),
    ...(format === null ? [] : [{ format }]),
    ...(by === "" ? [] : [{ generatedById: by }]),
  ];
}
