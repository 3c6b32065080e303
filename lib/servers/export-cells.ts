import type { PersonName } from "@/lib/auth/people";
import { nameKey } from "@/lib/core/server-places";
import type { ExportColumn } from "@/lib/exports/cells";
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

export function text(
  key: string,
  header: string,
  definition: string,
  value: (row: ExportRow) => string,
  width?: number,
): Column {
  return { key, header, definition, type: "text", value, ...(width ? { width } : {}) };
}

export function number(
  key: string,
  header: string,
  definition: string,
  value: (row: ExportRow) => number,
): Column {
  return { key, header, definition, type: "number", value };
}

export function instant(
  key: string,
  header: string,
  definition: string,
  value: (row: ExportRow) => Date | null,
): Column {
  return { key, header, definition, type: "instant", value };
}

// A person is two columns: the name as it is known today, and the id that evidence holds.
export function person(
  key: string,
  header: string,
  does: string,
  idOf: (row: ExportRow) => string | null,
): Column[] {
  return [
    {
      ...{ key, header, type: "text" as const },
      definition: `Name of the person who ${does}; empty if nobody.`,
      value: (row) => {
        const id = idOf(row);
        return id === null ? null : (row.names.get(id)?.name ?? id);
      },
    },
    {
      ...{ key: `${key}_id`, header: `${header} (id)`, type: "text" as const, width: 36 },
      definition: `Opaque id of the person who ${does}; empty if nobody.`,
      value: idOf,
    },
  ];
}

/** When any name of the server was first called, ever; null if never. */
export function firstCallOf({ entry: { server }, firstCalls }: ExportRow): Date | null {
  const names = [server.slug, server.name, ...server.places.flatMap((place) => place.names)];
  return names
    .flatMap((name) => firstCalls.get(nameKey(name)) ?? [])
    .reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null);
}
