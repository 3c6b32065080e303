import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { AdapterFactory } from "./adapter.mjs";

// Commands such as `migrate diff --from-empty` name no database, but the engine wants an address.
const NO_DATABASE = "postgresql://offline@127.0.0.1:1/offline";

await loadEngine();

/**
 * An engine over its own connections. `close()` ends them, which also gives back the advisory lock that
 * the next engine would wait for; `explain(error)` finds the database's own words behind an error.
 */
export async function openEngine({ url, schemas }) {
  const address = new URL(url ?? NO_DATABASE);
  const schema = address.searchParams.get("schema") ?? undefined;
  address.searchParams.delete("schema"); // Prisma's own parameter; pg does not know it
  const factory = new AdapterFactory(address.href, schema);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const options = { datamodels: schemas.length > 0 ? schemas : undefined };
  const engine = await bindings.SchemaEngine.new(options, debug, adapter);
  return {
    engine,
    close: () => factory.closeAll(),
    explain: (error) => explain(error, adapter.errorRegistry),
  };
}

async function loadEngine() {
  const glue = createRequire(import.meta.url).resolve(
    "@prisma/schema-engine-wasm/schema_engine_bg",
  );
  const code = readFileSync(glue.replace(/[.]js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function debug(message) {
  if (process.env.DEBUG) process.stderr.write(`${message}\n`);
}

// An error that was raised in the adapter stays in its registry; the engine mentions only its number.
function explain(error, registry) {
  const number = /external error.*?(\d+)/i.exec(String(error?.message ?? ""));
  const origin = number && registry ? registry.consumeError(Number(number[1]))?.error : undefined;
  return {
    message: (origin ?? error)?.message ?? String(origin ?? error),
    code: error?.code ?? error?.error_code,
    meta: error?.meta,
  };
}
