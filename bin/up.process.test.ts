import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { runningPostgres } from "./embedded-postgres.mjs";
import { identityOf } from "./process/identity.mjs";
import { anyPort } from "./process/ports.mjs";
import {
  folderWithSpace,
  freshFolder,
  pathUnderAFile,
  query,
  run,
  start,
  stopAll,
} from "./test/processes.mjs";

afterAll(stopAll);

const SOON = { timeout: 60_000, interval: 100 };

async function up(folder: string, environment: Record<string, string> = {}) {
  const started = start("bin/up.mjs", [], {
    DATA_DIR: folder,
    PORT: String(await anyPort()),
    ...environment,
  });
  await vi.waitFor(() => {
    expect(`${started.stdout}${started.stderr}`).toContain("Ctrl-C stops everything.");
  }, SOON);
  const address = /Open (http:\S+)/.exec(started.stdout)?.[1] ?? "";
  return { ...started, address, output: () => started.stdout };
}

function pidOf(folder: string, name: string): number {
  return JSON.parse(readFileSync(join(folder, "run", `${name}.json`), "utf8")).pid;
}

function addressOf(folder: string): string {
  const home = join(folder, "postgres");
  const password = readFileSync(join(home, "password"), "utf8");
  return `postgresql://countersign:${password}@127.0.0.1:${runningPostgres(home)?.port}/countersign`;
}

/** The logs whose every entry a checkpoint covers, as far as the database knows. */
async function sealedLogs(folder: string): Promise<unknown[]> {
  const rows = await query(
    addressOf(folder),
    "SELECT log FROM ledger_head h WHERE next = (SELECT max(size) FROM ledger_seal s WHERE s.log = h.log) ORDER BY log",
  );
  return rows.map(({ log }) => log);
}

async function isGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(identityOf(pid)).toBeNull(), SOON);
}

async function answers(address: string): Promise<void> {
  await vi.waitFor(async () => expect((await fetch(address)).status).toBeLessThan(500), SOON);
}

test("a start prints its address and the first admin's link, and Ctrl-C ends all of it", async () => {
  const folder = folderWithSpace();
  const installation = await up(folder);
  expect(installation.stdout).toMatch(/http:\/\/localhost:\d+\/welcome\/\S{20,}/);
  await answers(installation.address);
  for (const log of ["calls", "governance"]) {
    expect(installation.stdout).toMatch(
      new RegExp(`localhost/[0-9a-f-]{36}/${log}[+][0-9a-f]{8}[+]`),
    );
  }
  await vi.waitFor(
    async () => expect(await sealedLogs(folder)).toEqual(["calls", "governance"]),
    SOON,
  );

  const second = await run("bin/up.mjs", [], { DATA_DIR: folder });
  expect(second).toMatchObject({ code: 1 });
  expect(second.stderr).toEqual([
    expect.stringContaining(`already runs at ${installation.address}`),
  ]);

  const pids = [
    pidOf(folder, "web"),
    pidOf(folder, "sealer"),
    runningPostgres(join(folder, "postgres"))?.pid ?? 0,
  ];
  for (const pid of pids) expect(identityOf(pid)).not.toBeNull();
  installation.kill("SIGINT");
  expect(await installation.ended).toBe(0);
  for (const pid of pids) expect(identityOf(pid)).toBeNull();
});

test("a killed web process, sealer or database is started again", async () => {
  const folder = freshFolder();
  const installation = await up(folder);
  for (const name of ["web", "sealer"]) {
    const before = pidOf(folder, name);
    process.kill(before, "SIGKILL");
    await vi.waitFor(() => expect(pidOf(folder, name)).not.toBe(before), SOON);
  }
  await answers(installation.address);
  const server = runningPostgres(join(folder, "postgres"))?.pid ?? 0;
  process.kill(server, "SIGKILL");
  await vi.waitFor(() => {
    const now = runningPostgres(join(folder, "postgres"));
    expect(now?.ready && now.pid !== server).toBe(true);
  }, SOON);
  expect(await query(addressOf(folder), 'SELECT organisation FROM "Installation"')).toEqual([
    { organisation: "Our organisation" },
  ]);
  // A killed sealer could not give its lease back: the next one waits for its end, and seals on.
  const seals = "SELECT max(at) > now() - interval '10 s' AS fresh FROM ledger_seal";
  const person = [
    "--name",
    "Noor",
    "--title",
    "Lead",
    "--email",
    "n@example.com",
    "--roles",
    "owner",
  ];
  const added = await run("bin/run.mjs", ["bin/admin.ts", "person", "add", ...person], {
    DATA_DIR: folder,
  });
  expect(added).toMatchObject({ code: 0 });
  await vi.waitFor(async () => {
    expect(await query(addressOf(folder), seals)).toEqual([{ fresh: true }]);
    expect(await sealedLogs(folder)).toEqual(["calls", "governance"]);
  }, SOON);
  installation.kill("SIGTERM");
  expect(await installation.ended).toBe(0);
});

test("a killed start leaves nobody behind but the database, and the next one goes on with it", async () => {
  const folder = freshFolder();
  const first = await up(folder, { ORGANISATION: "Kestrel Bank" });
  const server = runningPostgres(join(folder, "postgres"))?.pid ?? 0;
  const children = [pidOf(folder, "web"), pidOf(folder, "sealer")];
  first.kill("SIGKILL");
  for (const pid of children) await isGone(pid);

  const next = await up(folder);
  expect(runningPostgres(join(folder, "postgres"))?.pid).toBe(server);
  expect(await query(addressOf(folder), 'SELECT organisation, demo FROM "Installation"')).toEqual([
    { organisation: "Kestrel Bank", demo: false },
  ]);
  for (const pid of [pidOf(folder, "web"), pidOf(folder, "sealer"), server])
    process.kill(pid, "SIGKILL");
  next.kill("SIGKILL");
  await next.ended;
  const last = await up(folder);
  await answers(last.address);
  last.kill("SIGINT");
  expect(await last.ended).toBe(0);

  const demo = await run("bin/up.mjs", ["--demo"], { DATA_DIR: folder });
  expect(demo).toMatchObject({ code: 1 });
  expect(demo.stderr).toEqual([
    expect.stringContaining("real installation of Kestrel Bank, which never becomes a demo"),
  ]);
});

test("a port that was asked for by name has to be free; the usual one may be another", async () => {
  const holder = createServer();
  const port = await anyPort();
  await new Promise<void>((resolve) => holder.listen(port, "127.0.0.1", resolve));
  const refused = await run("bin/up.mjs", [], { DATA_DIR: freshFolder(), PORT: String(port) });
  expect(refused).toMatchObject({
    code: 1,
    stderr: [
      `Port ${port} is taken by another program. Stop that program, or set PORT to a free port.`,
    ],
  });
  holder.close();
});

test("a data directory that cannot be written to, a wrong address or a wrong port end the start with one sentence", async () => {
  const cases: [Record<string, string>, string][] = [
    [{ DATA_DIR: pathUnderAFile() }, "(a part of the path is a file). Set DATA_DIR to a folder"],
    [{ DATA_DIR: "package.json" }, "(it is a file, not a folder). Set DATA_DIR to a folder"],
    [{ DATA_DIR: "/proc/countersign" }, "cannot write to its data directory /proc/countersign"],
    [
      { DATA_DIR: freshFolder(), DATABASE_URL: "postgres//x" },
      "DATABASE_URL: set it to a PostgreSQL address",
    ],
    [
      { DATA_DIR: freshFolder(), DATABASE_URL: "postgresql://u:geheim@127.0.0.1:1/x" },
      "postgresql://u:***@127.0.0.1:1/x",
    ],
    [{ DATA_DIR: freshFolder(), PORT: "0" }, "PORT: set it to a port number from 1 to 65535"],
    [
      { DATA_DIR: freshFolder(), OIDC_ISSUER: "https://id.example.com" },
      "OIDC_CLIENT_ID and OIDC_CLIENT_SECRET",
    ],
  ];
  for (const [environment, says] of cases) {
    const { code, stderr } = await run("bin/up.mjs", [], environment);
    expect({ code, stderr }).toEqual({ code: 1, stderr: [expect.stringContaining(says)] });
    expect(stderr.join()).not.toContain("geheim");
  }
});
