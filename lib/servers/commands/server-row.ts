import "server-only";
import { type Actor, answerableId } from "@/lib/auth/actor";
import { isActivePerson, namesOf } from "@/lib/auth/people";
import type { CommandContext, Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { serverPlaces } from "@/lib/core/server-places";
import { changedFields, formValuesOf } from "../content";
import { takenNames } from "../content-rules";
import { fieldWords } from "../field-words";
import { SERVER_FIELD_LABEL } from "../fields";
import { SERVERS_MAX } from "../limits";
import type { ServerContentInput } from "../schema";
import { visibleServers } from "../visible";

/** The server as a command works on it: the whole row. */
export type ServerRecord = Awaited<ReturnType<typeof loadServer>>;

/** Loads by id and by what the actor may see. Errors: not_found. */
export async function loadServer(tx: Tx, actor: Actor, serverId: string) {
  const server = await tx.server.findFirst({
    where: { AND: [{ id: serverId }, visibleServers(actor)] },
  });
  if (!server) throw new AppError("not_found", "No such server.");
  return server;
}

type Columns = Parameters<Tx["server"]["updateManyAndReturn"]>[0]["data"];

/** Writes if the row still is what was read; the loser of a race sees a conflict. Errors: conflict. */
export async function writeServer(
  tx: Tx,
  server: ServerRecord,
  data: Columns,
): Promise<ServerRecord> {
  const [written] = await tx.server.updateManyAndReturn({
    where: { id: server.id, status: server.status, version: server.version },
    data: { ...data, version: server.version + 1 },
  });
  if (!written) {
    throw new AppError("conflict", "Somebody else changed this server first. Reload the page.");
  }
  return written;
}

/** A row as the change log keeps it: its places as what they are. */
export function shownServer(server: ServerRecord) {
  return { ...server, places: serverPlaces(server.places) };
}

/** The person who answers for this command. Errors: forbidden (a job answers to nobody). */
export function personBehind({ actor }: CommandContext): string {
  const id = answerableId(actor);
  if (id === null) throw new AppError("forbidden", "Only a named person can do this.");
  return id;
}

/** Holds back every other registration and edit until this one is done, so that no two take one name. */
export async function lockServers(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('servers.register'))`;
}

/** Every server there is, by what it may be called. Retired ones keep their names: their calls do. */
export async function namedServers(tx: Tx) {
  const servers = await tx.server.findMany({
    select: { id: true, name: true, slug: true, places: true },
    orderBy: [{ registeredAt: "asc" }, { id: "asc" }],
    take: SERVERS_MAX,
  });
  return servers.map(({ places, ...server }) => ({ ...server, places: serverPlaces(places) }));
}

type Wished = Pick<ServerContentInput, "name" | "places"> & { id: string; slug: string };

/** Errors: invalid_input, at each field with a name that another server has. */
export function assertNamesFree(
  { id, ...wished }: Wished,
  named: Awaited<ReturnType<typeof namedServers>>,
): void {
  const fieldErrors = takenNames(
    wished,
    named.filter((other) => other.id !== id),
  );
  if (Object.keys(fieldErrors).length === 0) return;
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

/** Errors: invalid_input, at each field that names somebody who has left or was never there. */
export async function assertActivePeople(
  tx: Tx,
  content: Pick<ServerContentInput, "ownerId" | "deputyId">,
  fields: readonly string[] = ["ownerId", "deputyId"],
): Promise<void> {
  const fieldErrors: Record<string, string[]> = {};
  for (const field of ["ownerId", "deputyId"] as const) {
    const id = content[field];
    if (id === null || !fields.includes(field) || (await isActivePerson(tx, id))) continue;
    fieldErrors[field] = ["This person has left or is unknown. Choose somebody else."];
  }
  if (Object.keys(fieldErrors).length === 0) return;
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

/** Errors: conflict with both versions, if the form was made from an older version than is stored. */
export async function assertCurrent(
  server: ServerRecord,
  typed: ServerContentInput,
  version: number,
): Promise<void> {
  if (server.version === version) return;
  const [mine, theirs] = [formValuesOf(typed), formValuesOf(server)];
  const names = await namesOf([server.ownerId, server.deputyId, typed.ownerId, typed.deputyId]);
  const nameOf = (personId: string) => names.get(personId)?.name ?? personId;
  const fields = changedFields(server, typed).map((field) => ({
    field,
    label: SERVER_FIELD_LABEL[field],
    mine: fieldWords(field, mine[field], nameOf),
    theirs: fieldWords(field, theirs[field], nameOf),
    theirsValue: theirs[field],
  }));
  const versions = { mine: String(version), theirs: String(server.version) };
  throw new AppError("conflict", {
    message:
      "Somebody else changed this server while you were editing. Nothing was saved. Compare both versions.",
    conflict: [{ field: "version", label: SERVER_FIELD_LABEL.version, ...versions }, ...fields],
  });
}
