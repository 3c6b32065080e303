// Tests of redaction: everything that an installation keeps, as one text to look through.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import pg from "pg";

/** Every row of every table, with what is in bytes read as text. */
export async function databaseText(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    const parts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT row_to_json(t)::text AS row FROM ${name} AS t`,
      );
      parts.push(...rows.map(({ row }) => `${name} ${row} ${readable(row)}`));
    }
    return parts.join("\n");
  } finally {
    await client.end();
  }
}

/** Every file below a folder, unpacked where it is packed. */
export function folderText(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .map((path) => `${path} ${unpacked(readFileSync(path)).toString("utf8")}`)
    .join("\n");
}

function unpacked(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** PostgreSQL shows bytes as hexadecimal digits. */
function readable(row: string): string {
  return row.replaceAll(/\\\\x(?<hex>(?:[0-9a-f]{2})+)/g, (_, hex: string) =>
    Buffer.from(hex, "hex").toString("latin1"),
  );
}
