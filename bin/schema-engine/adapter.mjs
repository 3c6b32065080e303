import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

const TEXT_OID = 25;
const CHAR_OID = 18; // "char", one byte
// Types of the catalogue that the adapter refuses: "char", int2vector, regproc, tid, xid, oidvector,
// pg_node_tree, regclass, regtype, void. As text the engine reads all of them.
const CATALOGUE_OIDS = new Set([CHAR_OID, 22, 24, 27, 28, 30, 194, 2205, 2206, 2278]);

/** Prisma's own adapter for pg, put right where the schema engine would stumble over it. */
export class AdapterFactory extends PrismaPg {
  #url;
  #open = [];

  constructor(url, schema) {
    super({ connectionString: url }, { schema });
    this.#url = url;
  }

  async connect() {
    const adapter = disposableOnce(mended(await super.connect()));
    this.#open.push(adapter);
    return adapter;
  }

  /** An empty database beside the real one, dropped when it is let go. */
  async connectToShadowDb() {
    // The adapter would pass { connectionString, database } on, and pg lets the former win: its "shadow"
    // is the real database, which the engine then empties. Hence an address of its own.
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    await this.#run(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0`);
    const shadow = new URL(this.#url);
    shadow.pathname = `/${name}`;
    const adapter = mended(await new PrismaPg({ connectionString: shadow.href }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await this.#run(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    };
    return adapter;
  }

  async closeAll() {
    await Promise.allSettled(this.#open.splice(0).map((adapter) => adapter.dispose()));
  }

  async #run(statement) {
    const client = new pg.Client({ connectionString: this.#url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

function mended(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const charColumns = new WeakMap(); // by query: which columns are "char"

  adapter.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result?.fields ?? [];
    charColumns.set(
      query,
      fields.map(({ dataTypeID }) => dataTypeID === CHAR_OID),
    );
    for (const field of fields)
      if (CATALOGUE_OIDS.has(field.dataTypeID)) field.dataTypeID = TEXT_OID;
    return result;
  };

  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const isChar = charColumns.get(query) ?? [];
    const columnTypes = result.columnTypes.map((type, index) =>
      isChar[index] ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };

  // The adapter would split a script at every semicolon, those inside functions and texts as well.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

function disposableOnce(adapter) {
  const dispose = adapter.dispose.bind(adapter);
  let disposed;
  adapter.dispose = () => {
    disposed ??= dispose();
    return disposed;
  };
  return adapter;
}
