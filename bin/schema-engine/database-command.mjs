import pg from "pg";

/** `schema-engine --datasource … cli can-connect-to-database | create-database`: the exit code answers, the reason is logged. */
export async function runDatabaseCommand(command, url) {
  const failure = command === "create-database" ? await createDatabase(url) : await canConnect(url);
  if (!failure) return;
  const [code, message] = failure;
  const entry = {
    timestamp: new Date().toISOString(),
    level: "ERROR",
    fields: { is_panic: false, error_code: code, message },
    target: "schema_engine::logger",
  };
  process.stderr.write(`\n${JSON.stringify(entry)}\n`);
  process.exitCode = 1;
}

async function createDatabase(url) {
  const database = pg.escapeIdentifier(databaseOf(url));
  const server = new URL(url);
  server.pathname = "/postgres";
  try {
    await withClient(server.href, (client) => client.query(`CREATE DATABASE ${database}`));
    return null;
  } catch (error) {
    return ["P1010", error.message];
  }
}

async function canConnect(url) {
  try {
    await withClient(url, () => {});
    return null;
  } catch (error) {
    switch (error.code) {
      case "3D000": // invalid_catalog_name
        return ["P1003", `Database \`${databaseOf(url)}\` does not exist`];
      case "28P01": // invalid_password
      case "28000": // invalid_authorization_specification
        return ["P1000", `Authentication failed against database server: ${error.message}`];
      default:
        return [
          "P1001",
          `Can't reach database server at \`${new URL(url).host}\`: ${error.message}`,
        ];
    }
  }
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function databaseOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
