import type { PersonName } from "@/lib/auth/people";
import type { ExportColumn } from "./cells";

/** Makers of columns for one kind of row. Each is told a stable name, a head, what it means, and where it comes from. */
export function columnsOf<Row>() {
  return {
    /** `width` in characters. */
    text: (
      key: string,
      header: string,
      definition: string,
      value: (row: Row) => string | null,
      width?: number,
    ): ExportColumn<Row> => ({
      ...{ key, header, definition, type: "text", value },
      ...(width ? { width } : {}),
    }),
    number: (
      key: string,
      header: string,
      definition: string,
      value: (row: Row) => number | null,
    ): ExportColumn<Row> => ({ key, header, definition, type: "number", value }),
    instant: (
      key: string,
      header: string,
      definition: string,
      value: (row: Row) => Date | null,
    ): ExportColumn<Row> => ({ key, header, definition, type: "instant", value }),
    date: (
      key: string,
      header: string,
      definition: string,
      value: (row: Row) => Date | null,
    ): ExportColumn<Row> => ({ key, header, definition, type: "date", value }),
  };
}

/** A maker of the two columns of a person: the name as it is known today, and the id that evidence holds. */
export function personColumnsOf<Row>(namesOf: (row: Row) => ReadonlyMap<string, PersonName>) {
  const { text } = columnsOf<Row>();
  return (
    key: string,
    header: string,
    does: string,
    idOf: (row: Row) => string | null,
  ): ExportColumn<Row>[] => [
    text(key, header, `Name of the person who ${does}; empty if nobody.`, (row) => {
      const id = idOf(row);
      return id === null ? null : (namesOf(row).get(id)?.name ?? id);
    }),
    text(
      `${key}_id`,
      `${header} (id)`,
      `Opaque id of the person who ${does}; empty if nobody.`,
      idOf,
      36,
    ),
  ];
}
