import "server-only";
import { type Actor, authorize } from "@/lib/auth/actor";
import { AppError } from "@/lib/core/app-error";
import { read } from "@/lib/db/read";
import { mappingInput } from "../adapters/mapping/mapping";
import type { AdapterChoice } from "../adapters/registry";
import type { ActivitySource } from "../pipeline";
import { placeOfServer } from "./place-of";
import type { SourceKind } from "./source-labels";
import { type SourcePlace, sourceId, sourcePlaces } from "./source-schema";
import { kindOf } from "./source-words";

const SOURCES_MAX = 1_000;

/** Every source, by name. Errors: forbidden. */
export async function listSources(actor: Actor) {
  authorize(actor, "source:read");
  return read().source.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: SOURCES_MAX,
  });
}
export type ListedSource = Awaited<ReturnType<typeof listSources>>[number];

/** The source behind an id. Errors: forbidden, not_found. */
export async function getSource(actor: Actor, id: string) {
  authorize(actor, "source:read");
  const source = sourceId.safeParse(id).success
    ? await read().source.findUnique({ where: { id } })
    : null;
  if (!source) throw new AppError("not_found", "No such source.");
  return source;
}
export type FoundSource = Awaited<ReturnType<typeof getSource>>;

/** What is configured of a source, as the reading of its records needs it (gateway-logs §5.2). */
export type SourceInForce = ActivitySource & {
  readonly name: string;
  readonly kind: SourceKind;
  /** What `placeOf` is made of: a function cannot be handed to a thread. */
  readonly place: Omit<SourcePlace, "server">;
  readonly places: readonly SourcePlace[];
  readonly disabledAt: Date | null;
  /** Of the source, not of its mapping. */
  readonly version: number;
  readonly rhythmMinutes: number | null;
};

const KEPT_MS = 3_000; // a change of a source counts this late in the processes that did not make it
const KEPT_MAX = 1_000;

const kept = new Map<
  string,
  { readonly until: number; readonly found: Promise<SourceInForce | null> }
>();

/** The source as it is configured now, at most three seconds old; null where there is none. Errors: unavailable. */
export function sourceInForce(id: string): Promise<SourceInForce | null> {
  const now = performance.now();
  const known = kept.get(id);
  if (known && known.until > now) return known.found;
  const found = loadSource(id);
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(id, { until: now + KEPT_MS, found });
  // What failed is asked again by whoever comes next.
  found.catch(() => kept.delete(id));
  return found;
}

/** Whoever changed a source in this process has it read anew. */
export function forgetSource(id: string): void {
  kept.delete(id);
}

async function loadSource(id: string): Promise<SourceInForce | null> {
  const source = await read().source.findUnique({ where: { id } });
  return source && toSourceInForce(source, await mappingOf(source));
}

type SourceRecord = {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly environment: string | null;
  readonly region: string | null;
  readonly places: unknown;
  readonly utcOffset: string;
  readonly trustedHops: number;
  readonly rhythmMinutes: number | null;
  readonly mappingVersion: number | null;
  readonly version: number;
  readonly disabledAt: Date | null;
};

/** A source row as records are read by it. `mapping`: the one in force, as it is stored. Errors: unavailable. */
export function toSourceInForce(source: SourceRecord, mapping: unknown): SourceInForce {
  const { id, name, disabledAt, version, rhythmMinutes } = source;
  const place = { environment: source.environment, region: source.region };
  const places = sourcePlaces.parse(source.places);
  return {
    ...{ id, name, disabledAt, version, rhythmMinutes, place, places },
    kind: kindOf(source.kind),
    adapter: choiceOf(source, mapping),
    facts: { trustedHops: source.trustedHops, offset: source.utcOffset },
    placeOf: placeOfServer(place, places),
  };
}

// A source that waits for its first mapping is read as each record says.
function choiceOf({ id, kind }: SourceRecord, mapping: unknown): AdapterChoice {
  const known = kindOf(kind);
  if (known !== "mapping") return { kind: known };
  if (mapping === null) return { kind: "auto" };
  const parsed = mappingInput.safeParse(mapping);
  if (!parsed.success) {
    const message = `The mapping of ${id} cannot be read by this version. Save it again.`;
    throw new AppError("unavailable", { message, cause: parsed.error });
  }
  return { kind: "mapping", mapping: parsed.data };
}

async function mappingOf({ id, kind, mappingVersion }: SourceRecord): Promise<unknown> {
  if (kind !== "mapping" || mappingVersion === null) return null;
  const row = await read().sourceMapping.findUnique({
    where: { sourceId_version: { sourceId: id, version: mappingVersion } },
    select: { mapping: true },
  });
  return row?.mapping ?? null;
}
