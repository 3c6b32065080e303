import type { PersonName } from "@/lib/auth/people";
import { nameKey } from "@/lib/core/server-places";
import type { ExportColumn } from "@/lib/exports/cells";
import { columnsOf, personColumnsOf } from "@/lib/exports/columns";
import type { OperationFacts } from "./facts";
import type { Entry } from "./register";

/** One server, and where a file has a line for each operation, one of them (null: the server has none). */
export type ExportRow = {
  entry: Entry;
  operation: OperationFacts | null;
  names: ReadonlyMap<string, PersonName>;
  /** When each name of a server was first called, ever. */
  firstCalls: ReadonlyMap<string, Date>;
};

export type Column = ExportColumn<ExportRow>;

export const { text, number, instant } = columnsOf<ExportRow>();
export const person = personColumnsOf<ExportRow>(({ names }) => names);

/** When any name of the server was first called, ever; null if never. */
export function firstCallOf({ entry: { server }, firstCalls }: ExportRow): Date | null {
  const names = [server.slug, server.name, ...server.places.flatMap((place) => place.names)];
  return names
    .flatMap((name) => firstCalls.get(nameKey(name)) ?? [])
    .reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null);
}
