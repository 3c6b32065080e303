/** Which cell, by the ids of its row and column. */
export type CellAddress = {
  readonly row: string;
  readonly column: string;
  readonly environment: string;
};

const PARTS = 3;
const MAX_KEY = 2_000; // names that gateways write may be long

/** A cell as one text, for the address: row|column|environment. */
export function cellKey({ row, column, environment }: CellAddress): string {
  return [row, column, environment]
    .map((part) => part.replaceAll("%", "%25").replaceAll("|", "%7C"))
    .join("|");
}

/** The same read back; null for any other text. */
export function cellOfKey(text: string): CellAddress | null {
  const parts = text
    .slice(0, MAX_KEY)
    .split("|")
    .map((part) => part.replaceAll("%7C", "|").replaceAll("%25", "%"));
  const [row, column, environment] = parts;
  if (parts.length !== PARTS || !row || !column || environment === undefined) return null;
  return { row, column, environment };
}
