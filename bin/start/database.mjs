import { runningPostgres, startPostgres } from "../embedded-postgres.mjs";
import { masked } from "../postgres/connect.mjs";
import { DATABASE, postgresHome } from "./data-directory.mjs";

const LOOK_EVERY_MS = 2_000;

/**
 * The database of an installation: the one in DATABASE_URL, or the embedded one of the data directory,
 * started or found running; whether that server holds the database yet is for the caller to see to.
 * `watch()` starts it again where it dies, `stop()` stops it; neither touches another. Errors: Refusal.
 */
export async function openDatabase({ dataDirectory, address, say }) {
  if (address) {
    say("database", masked(address));
    return {
      url: address,
      embedded: null,
      startedHere: false,
      watch: () => {},
      stop: async () => {},
    };
  }
  const home = postgresHome(dataDirectory);
  const server = await startPostgres({ home });
  say("database", `embedded PostgreSQL on port ${server.port}, data in ${home}`);
  const watch = watched(home, server.port, say);
  return {
    url: server.address(DATABASE),
    embedded: server,
    startedHere: server.startedHere,
    watch: watch.begin,
    stop: async () => {
      await watch.end();
      await server.stop();
    },
  };
}

// The server is nobody's child, so that it outlives a killed parent; somebody has to look after it.
function watched(home, port, say) {
  let timer;
  let starting = Promise.resolve();
  const look = () => {
    if (runningPostgres(home)) return;
    clearInterval(timer);
    say("database", "the embedded PostgreSQL ended, starting it again");
    starting = startPostgres({ home, port })
      .catch((error) => say("database", error.message))
      .finally(begin);
  };
  let ended = false;
  const begin = () => {
    if (!ended) timer = setInterval(look, LOOK_EVERY_MS);
  };
  return {
    begin,
    end: async () => {
      ended = true;
      clearInterval(timer);
      await starting;
    },
  };
}
