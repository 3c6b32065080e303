import { ENVIRONMENTS } from "@/lib/core/environments";
import type { ServerPlace } from "@/lib/core/server-places";
import { GAP_CODES, type Gap } from "./gap-labels";
import type { ServerUse } from "./traffic";

export type FoundGap = {
  gap: Gap;
  /** How many operations, calls or places it concerns; null where it is one fact. */
  count: number | null;
  /** Which, in words; "" where the label says it all. */
  detail: string;
};

type Checked = {
  status: string;
  retiredAt: Date | null;
  ownerId: string;
  deputyId: string | null;
  dataClasses: readonly string[];
  inScope: boolean;
  contradictedBy: readonly string[];
  places: readonly ServerPlace[];
};

type CheckedOperation = {
  id: string;
  name: string;
  access: string | null;
  dataClasses: readonly string[];
  retiredAt: Date | null;
};

/** What a server lacks, by what is written about it and what was called in a period. `gone` holds the people who have left. */
export function gapsOf(
  server: Checked,
  operations: readonly CheckedOperation[],
  use: ServerUse | null,
  gone: ReadonlySet<string>,
): FoundGap[] {
  const found =
    server.status === "active"
      ? [
          ...peopleGaps(server, gone),
          ...placeGaps(server, use),
          ...operationGaps(server, operations, use),
          ...scopeGaps(server, use),
        ]
      : retiredGaps(server, use);
  return GAP_CODES.flatMap((code) => found.filter(({ gap }) => gap === code));
}

function peopleGaps({ ownerId, deputyId }: Checked, gone: ReadonlySet<string>): FoundGap[] {
  return [
    ...when(gone.has(ownerId), "owner-gone"),
    ...when(deputyId === null, "deputy-missing"),
    ...when(deputyId !== null && gone.has(deputyId), "deputy-gone"),
  ];
}

function placeGaps({ places }: Checked, use: ServerUse | null): FoundGap[] {
  const nameless = places.filter(({ region }) => region === "");
  const registered = new Set<string>(places.map(({ environment }) => environment));
  const elsewhere = calledIn(use).filter((environment) => !registered.has(environment));
  return [
    ...when(places.length === 0, "place-missing"),
    ...several(
      "region-missing",
      nameless.map(({ environment }) => environment),
    ),
    // Without any place there is nothing that a call could contradict.
    ...several("place-unregistered", places.length === 0 ? [] : elsewhere),
  ];
}

function operationGaps(
  { dataClasses, places }: Checked,
  operations: readonly CheckedOperation[],
  use: ServerUse | null,
): FoundGap[] {
  const living = operations.filter(({ retiredAt }) => retiredAt === null);
  const open = names(living.filter(({ access }) => access === null));
  const production = places.some(({ environment }) => environment === "production");
  const beyond = living.filter((operation) =>
    operation.dataClasses.some((each) => !dataClasses.includes(each)),
  );
  const ended = operations.filter(({ id, retiredAt }) => {
    const last = use?.operations.get(id)?.lastAt ?? null;
    return retiredAt !== null && last !== null && last > retiredAt;
  });
  return [
    ...when(living.length === 0, "operations-missing"),
    ...several(production ? "unclassified-production" : "unclassified", open),
    ...several("data-class-missing", names(beyond)),
    ...several("operation-unregistered", names(use?.strangers ?? [])),
    ...several("retired-operation-called", names(ended)),
  ];
}

// A call of which nobody knows where contradicts only what no call anywhere may contradict.
function scopeGaps({ inScope, contradictedBy }: Checked, use: ServerUse | null): FoundGap[] {
  if (inScope || use === null) return [];
  const wherever = contradictedBy.length === EVERYWHERE;
  const where = [...use.environments].filter(
    ([environment]) => contradictedBy.includes(environment) || (wherever && environment === ""),
  );
  const calls = where.reduce((sum, [, { used, denied }]) => sum + used + denied, 0);
  const detail = where.map(([environment]) => environment || "environment unknown").join(", ");
  return calls === 0 ? [] : [{ gap: "scope-contradicted", count: calls, detail }];
}

const EVERYWHERE = ENVIRONMENTS.length;

function retiredGaps({ retiredAt }: Checked, use: ServerUse | null): FoundGap[] {
  const last = use?.lastAt ?? null;
  return when(retiredAt !== null && last !== null && last > retiredAt, "retired-called");
}

function calledIn(use: ServerUse | null): string[] {
  return [...(use?.environments ?? [])].flatMap(([environment, { used }]) =>
    environment !== "" && used > 0 ? [environment] : [],
  );
}

function names(several: readonly { name: string }[]): string[] {
  return several.map(({ name }) => name);
}

function when(lacks: boolean, gap: Gap): FoundGap[] {
  return lacks ? [{ gap, count: null, detail: "" }] : [];
}

const NAMED_MAX = 5;

function several(gap: Gap, what: readonly string[]): FoundGap[] {
  if (what.length === 0) return [];
  const named = what.slice(0, NAMED_MAX).join(", ");
  const more = what.length > NAMED_MAX ? ` and ${what.length - NAMED_MAX} more` : "";
  return [{ gap, count: what.length, detail: `${named}${more}` }];
}
