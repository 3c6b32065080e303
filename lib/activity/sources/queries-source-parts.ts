import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { PRESETS } from "../adapters/mapping/presets";
import { readers } from "../ingest/readers";
import { mappingText, readMapping } from "./mapping-text";
import { pastedBody, toPreview } from "./preview";
import type { Preview } from "./preview-view";
import { sourceInForce } from "./queries-sources";
import type { PreviewMappingInput } from "./source-schema";

const TOKENS_MAX = 100;
const MAPPINGS_MAX = 100;

/** The tokens of a source, newest first, at most 100. Errors: forbidden. */
export async function listSourceTokens(actor: Actor, sourceId: string) {
  authorize(actor, "source:read");
  return read().sourceToken.findMany({
    where: { sourceId },
    select: {
      id: true,
      hint: true,
      madeById: true,
      madeAt: true,
      expiresAt: true,
      revokedAt: true,
    },
    orderBy: [{ madeAt: "desc" }, { id: "asc" }],
    take: TOKENS_MAX,
  });
}
export type ListedSourceToken = Awaited<ReturnType<typeof listSourceTokens>>[number];

/** The mappings a source was given, newest first, at most 100, with their text. Errors: forbidden. */
export async function listMappings(actor: Actor, sourceId: string) {
  authorize(actor, "source:read");
  const rows = await read().sourceMapping.findMany({
    where: { sourceId },
    orderBy: { version: "desc" },
    take: MAPPINGS_MAX,
  });
  return rows.map(({ mapping, ...row }) => ({ ...row, text: mappingText(mapping) }));
}
export type ListedMapping = Awaited<ReturnType<typeof listMappings>>[number];

/** Mappings to start from, by name. */
export function mappingPresets(): { name: string; text: string }[] {
  return [...PRESETS].map(([name, mapping]) => ({ name, text: mappingText(mapping) }));
}

/**
 * What a source would make of pasted records by a mapping that is not saved. Nothing is stored. Errors: forbidden, not_found,
 * invalid_input (what is wrong with the mapping, at `mapping`; an OTLP request that is none), too_large, unavailable.
 */
export async function previewMapping(
  actor: Actor,
  { id, mapping: text, records }: PreviewMappingInput,
): Promise<Preview> {
  authorize(actor, "source:manage");
  const source = await sourceInForce(id);
  if (!source) throw new AppError("not_found", "No such source.");
  const mapping = readMapping(text);
  if ("faults" in mapping) {
    const fieldErrors = { mapping: mapping.faults };
    throw new AppError("invalid_input", { message: "Check the mapping.", fieldErrors });
  }
  const { body, facts } = pastedBody(records);
  const adapter = { kind: "mapping" as const, mapping: mapping.mapping };
  return toPreview(await (await readers()).read(body, facts, { ...source, adapter }));
}

/** What lies in quarantine. */
export type QuarantineFilter = {
  readonly state: "open" | "dismissed" | "read" | null;
  readonly q: string;
  readonly page: number;
  readonly pageSize: number;
};

/** One page of a source's quarantine, newest first, and its open records by reason. Errors: forbidden. */
export async function listQuarantined(
  actor: Actor,
  sourceId: string,
  { state, q, page, pageSize }: QuarantineFilter,
) {
  authorize(actor, "quarantine:read");
  const where = {
    sourceId,
    ...(state === null ? {} : { state }),
    ...(q === "" ? {} : { reason: { contains: q, mode: "insensitive" as const } }),
  };
  const [total, records, reasons] = await Promise.all([
    read().quarantinedRecord.count({ where }),
    read().quarantinedRecord.findMany({
      where,
      orderBy: [{ receivedAt: "desc" }, { id: "asc" }],
      skip: (page - 1) * pageSize,
      take: pageSize,
    }),
    read().quarantinedRecord.groupBy({
      by: ["reason"],
      where: { sourceId, state: "open" },
      _count: { _all: true },
      orderBy: { _count: { reason: "desc" } },
      take: 10,
    }),
  ]);
  return {
    total,
    records,
    reasons: reasons.map(({ reason, _count }) => ({ reason, count: _count._all })),
  };
}
export type ListedQuarantined = Awaited<ReturnType<typeof listQuarantined>>["records"][number];

/** A record in quarantine, and how many open ones of its source have its reason. Errors: forbidden, not_found. */
export async function getQuarantined(actor: Actor, sourceId: string, id: string) {
  authorize(actor, "quarantine:read");
  const record = isUuid(id)
    ? await read().quarantinedRecord.findFirst({ where: { id, sourceId } })
    : null;
  if (!record) throw new AppError("not_found", "No such record.");
  const alike = await read().quarantinedRecord.count({
    where: { sourceId, state: "open", reason: record.reason },
  });
  return { record, alike };
}
