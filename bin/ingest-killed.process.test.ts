// What was acknowledged over HTTP survives web and sealer: both are killed in the middle of pushes, at the moments that hurt most.
import { watch as watchFolder } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { parseObjectKey } from "@/lib/ledger/object-key";
import { seededRandom } from "@/lib/ledger/testing/random";
import { expectUsageCounted } from "@/lib/ledger-store/testing/expect-usage-counted";
import { checkWorld, expectSealed } from "./chaos/check";
import { Gateway, Watch } from "./chaos/gateway";
import { openJournal, readJournal } from "./chaos/journal";
import { openWorld, type World } from "./chaos/world";
import { type Installation, openInstallation } from "./lab/installation";
import { freshDatabase, freshFolder } from "./test/processes.mjs";

const PATIENCE_MS = 60_000;
const SOURCES = ["gw-a", "gw-b", "gw-c"] as const;
const SENDERS = [...SOURCES, "gw-a"] as const; // two of them tell of the same calls
const SOME_PUSHES = 12;

let world: World;
let server: Installation | undefined;

afterEach(async () => {
  await server?.stop();
  await world.close();
});

test("web, killed twice, and the sealer, killed once, lose nothing that was acknowledged and store nothing twice", async () => {
  const databaseUrl = await freshDatabase();
  const folder = join(freshFolder(), "killed");
  world = await openWorld({ databaseUrl, folder: join(folder, "data") });
  const installation = await openInstallation({ databaseUrl, folder, env: world.env }, SOURCES);
  server = installation;
  const watch = new Watch();
  const journals = SENDERS.map((_, at) => join(folder, `${at}.journal`));
  const gateways = SENDERS.map((name, at) => {
    const [sender, tell] = [installation.senderFor(name), openJournal(journals[at] ?? "")];
    return new Gateway({ url: installation.url, sender, tell, random: seededRandom(at), watch });
  });
  const running = Promise.all(gateways.map((gateway) => gateway.run()));
  const unsealed = await Promise.race([killEach(installation, watch), running.then(neverEnds)]);
  for (const gateway of gateways) gateway.stop();
  await running;
  await installation.web.stop();
  await expectSealed(world, PATIENCE_MS);
  await installation.sealer.stop();

  const found = await checkWorld(world, journals);
  const sent = journals.flatMap(readJournal).flatMap((line) => {
    return line.kind === "sent" ? line.keys.map((key) => `${line.source} ${key}`) : [];
  });
  expect(found.acknowledged).toBe(new Set(sent).size);
  expect(await expectUsageCounted(world.pool)).toBe(found.acknowledged);
  expect(watch.repeated).toBeGreaterThan(0);
  expect(await signedSize()).toBeGreaterThan(unsealed);
});

/** Kills while pushes are under way, and answers up to where the sealer had signed when it died: what came after is another's. */
async function killEach({ web, sealer }: Installation, watch: Watch): Promise<bigint> {
  await watch.next("acknowledged", SOME_PUSHES);
  await watch.next("sent"); // one more is on its way, and those of the others are somewhere within
  await web.kill();
  await web.start();
  await watch.next("acknowledged", SOME_PUSHES);
  await fileIn(join(world.folder, "keys"), (name) => name === "calls.last"); // signed, and not published yet
  await sealer.kill();
  const signed = await signedSize();
  await watch.next("acknowledged", SOME_PUSHES);
  await fileIn(join(world.store, "calls", "wal"), () => true); // durable, and not acknowledged yet
  await web.kill();
  await web.start();
  await world.pool.query("DELETE FROM ledger_lease"); // else the next one waits for its end
  await sealer.start();
  await watch.next("acknowledged", SOME_PUSHES);
  return signed;
}

function neverEnds(): never {
  throw new Error("the gateways ended by themselves");
}

/** Waits until a file of such a name appears in a folder, or is replaced there. */
function fileIn(folder: string, isIt: (name: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const watching = watchFolder(folder, (_, name) => {
      if (name === null || !isIt(name)) return;
      watching.close();
      resolve();
    });
    watching.once("error", reject);
  });
}

/** How much of the calls the newest checkpoint covers. */
async function signedSize(): Promise<bigint> {
  let size = 0n;
  for await (const { key } of world.logs.calls.store.list("calls/checkpoint/")) {
    const found = parseObjectKey(key)?.name;
    if (found?.kind === "checkpoint") size = found.size;
  }
  return size;
}
