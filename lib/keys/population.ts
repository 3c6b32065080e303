// Readiness item 5: every key of a period and every rotation, those that never happened included.
import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { namesOf } from "@/lib/auth/people";
import { AppError } from "@/lib/core/app-error";
import { addDays, startOfDay, utcDay } from "@/lib/core/clock";
import { isUuid } from "@/lib/core/text";
import { read } from "@/lib/db/read";
import { type DayPeriod, spansOf, tally } from "./ageing";
import { PERIOD_DAYS_MAX, REGISTER_MAX } from "./limits";
import type { AgeingInput, RotationsInput } from "./list-schema";
import { registerAt } from "./register";
import { rotationStateOf } from "./rotation-state";
import { credentialsSeen, type SeenCredential, seenIn } from "./usage";
import { visibleKeys } from "./visible";

const PERIOD_DAYS = 90;

/** The days a page asks for: the last 90 unless it says others, never after today, never more than 400 before the last. */
export function periodOf({ from, to }: { from: string; to: string }, now: Date): DayPeriod {
  const today = utcDay(now);
  const last = to === "" || to > today ? today : to;
  const first =
    from === "" || from > last ? utcDay(addDays(startOfDay(last), 1 - PERIOD_DAYS)) : from;
  const earliest = utcDay(addDays(startOfDay(last), 1 - PERIOD_DAYS_MAX));
  const [, begin = first] = [first, earliest].sort();
  return { from: begin, to: last };
}

/** KEY-01: each key that could be used in the period, with its key-days by verdict; the most days over first. Errors: too_large. */
export async function listKeyDays(actor: Actor, input: AgeingInput, now: Date) {
  const period = periodOf(input, now);
  const { entries, versions } = await registerAt(actor, now);
  const rotatedInto = new Set(entries.flatMap(({ rotation }) => rotation?.newKeyId ?? []));
  const aged = entries.flatMap((entry) => {
    const spans = spansOf(entry.key, period, versions, entry.exceptions);
    if (spans.length === 0) return [];
    const rotated = entry.rotation !== null || rotatedInto.has(entry.key.id);
    return [{ entry, spans, days: tally(spans), rotated }];
  });
  const shown = aged
    .filter(({ days }) => input.verdict === "" || days.over > 0)
    .sort(
      (one, other) =>
        other.days.over - one.days.over || order(one.entry.key.label, other.entry.key.label),
    );
  const sum = { within: 0, excepted: 0, over: 0, "not-applicable": 0 };
  for (const { days } of aged) {
    for (const verdict of ["within", "excepted", "over", "not-applicable"] as const) {
      sum[verdict] += days[verdict];
    }
  }
  const names = await namesOf(shown.map(({ entry }) => entry.key.ownerId));
  return {
    period,
    keys: shown,
    population: aged.length,
    keysOver: aged.filter(({ days }) => days.over > 0).length,
    neverRotated: aged.filter(({ rotated }) => !rotated).length,
    versions: versions.filter((each) =>
      aged.some(({ spans }) => spans.some(({ version }) => version === each.version)),
    ),
    sum,
    names,
  };
}
export type KeyDays = Awaited<ReturnType<typeof listKeyDays>>;

/** Rotations that were open in the period, the newest first, with their keys. */
export async function listRotations(actor: Actor, input: RotationsInput, now: Date) {
  const period = periodOf(input, now);
  const found = await read().keyRotation.findMany({
    where: {
      startedAt: { lt: addDays(startOfDay(period.to), 1) },
      OR: [{ finishedAt: null }, { finishedAt: { gte: startOfDay(period.from) } }],
    },
    orderBy: [{ startedAt: "desc" }, { id: "asc" }],
    take: REGISTER_MAX,
  });
  const rotations = (await withKeys(actor, found)).filter(
    ({ state }) => input.state === "" || input.state === state,
  );
  const names = await namesOf(
    rotations.flatMap(({ rotation }) => [rotation.requestedById, rotation.performedById]),
  );
  return { period, rotations, names };
}
export type ListedRotations = Awaited<ReturnType<typeof listRotations>>;

/** One rotation with its keys and names. Errors: not_found. */
export async function getRotation(actor: Actor, id: string) {
  const stored = isUuid(id) ? await read().keyRotation.findUnique({ where: { id } }) : null;
  const [found] = stored ? await withKeys(actor, [stored]) : [];
  if (!found) throw new AppError("not_found", "No such rotation.");
  const { requestedById, performedById } = found.rotation;
  return { ...found, names: await namesOf([requestedById, performedById]) };
}

type StoredRotation = Awaited<
  ReturnType<ReturnType<typeof read>["keyRotation"]["findMany"]>
>[number];

async function withKeys(actor: Actor, rotations: readonly StoredRotation[]) {
  const ids = rotations.flatMap(({ oldKeyId, newKeyId }) => [oldKeyId, newKeyId]);
  const visible = await read().key.findMany({
    where: { AND: [{ id: { in: ids } }, visibleKeys(actor)] },
    orderBy: { id: "asc" },
    take: ids.length,
  });
  const keys = new Map(visible.map((key) => [key.id, key]));
  return rotations.flatMap((rotation) => {
    const [old, fresh] = [keys.get(rotation.oldKeyId), keys.get(rotation.newKeyId)];
    return old && fresh ? [{ rotation, old, fresh, state: rotationStateOf(rotation) }] : [];
  });
}

const UNKNOWN_MAX = 500;

/** Texts by which calls of the period named a key that no registered key has: keys in use that are not in the register. At most 500. */
export async function listUnknownKeys(period: DayPeriod): Promise<SeenCredential[]> {
  const [seen, keys] = await Promise.all([
    credentialsSeen(),
    read().key.findMany({
      select: { publicId: true, names: true },
      orderBy: { id: "asc" },
      take: REGISTER_MAX,
    }),
  ]);
  const known = new Set(
    keys.flatMap(({ publicId, names }) => [publicId, ...names].map((name) => name.toLowerCase())),
  );
  const unknown = seen.filter((credential) => !known.has(credential.toLowerCase()));
  return seenIn(unknown.slice(0, UNKNOWN_MAX), period);
}

function order(one: string, other: string): number {
  return one < other ? -1 : 1;
}
