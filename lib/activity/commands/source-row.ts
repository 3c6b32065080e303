import "server-only";
import { isActivePerson } from "@/lib/auth/people";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import { CANARY_SOURCE } from "../calls/call-view";

/** The source as a command works on it: the whole row. Errors: not_found, conflict (the product's own). */
export async function loadSource(tx: Tx, id: string) {
  const source = await tx.source.findUnique({ where: { id } });
  if (!source) throw new AppError("not_found", "No such source.");
  if (id === CANARY_SOURCE) throw new AppError("conflict", OWN);
  return source;
}
// No list shows its calls: with a token or another mapping it would be a place to hide some.
const OWN = "This source is Countersign's own: it has no token, and nothing of it can be changed.";
export type SourceRow = Awaited<ReturnType<typeof loadSource>>;

type Columns = Parameters<Tx["source"]["updateManyAndReturn"]>[0]["data"];

/** Writes if the row still is what was read; the loser of a race sees a conflict. Errors: conflict. */
export async function writeSource(tx: Tx, source: SourceRow, data: Columns): Promise<SourceRow> {
  const [written] = await tx.source.updateManyAndReturn({
    where: { id: source.id, version: source.version },
    data: { ...data, version: source.version + 1 },
  });
  if (!written) {
    throw new AppError("conflict", "Somebody else changed this source first. Reload the page.");
  }
  return written;
}

/** Errors: invalid_input, if the person who looks after a source has left or was never there. */
export async function assertOwnerActive(tx: Tx, ownerId: string | null): Promise<void> {
  if (ownerId === null || (await isActivePerson(tx, ownerId))) return;
  const fieldErrors = { ownerId: ["This person has left or is unknown. Choose somebody else."] };
  throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors });
}

/** A token as the change log keeps it: without the hash that opens it. */
export function shownToken<Token extends { tokenHash: string }>({ tokenHash: _, ...rest }: Token) {
  return rest;
}

/** A row as the change log keeps it. JSON columns come as they are. */
export function shownSource(source: SourceRow) {
  return { ...source, places: placesOf(source.places) };
}

function placesOf(places: SourceRow["places"]) {
  return Array.isArray(places) ? places : [];
}
