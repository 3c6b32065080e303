import { createServer } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { anyPort } from "./process/ports.mjs";
import {
  emptyDatabase,
  freshDatabase,
  freshFolder,
  pathUnderAFile,
  query,
  run,
  stopAll,
} from "./test/processes.mjs";

afterAll(stopAll);

// What a refused start leaves behind: one sentence, and an exit code that says "do not try again".
async function sentenceOf(environment: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await run("bin/web.mjs", [], {
    DATA_DIR: freshFolder(),
    ...environment,
  });
  expect({ code, stdout, lines: stderr.length }).toEqual({ code: 2, stdout: [], lines: 1 });
  return stderr[0] ?? "";
}

function changed(url: string, change: (url: URL) => void): string {
  const other = new URL(url);
  change(other);
  return other.href;
}

describe("the web process refuses to start", () => {
  test("without DATABASE_URL, or with one that is no PostgreSQL address", async () => {
    expect(await sentenceOf({})).toContain("Set DATABASE_URL to a PostgreSQL address");
    for (const wrong of ["nonsense", "mysql://u:geheim@localhost/x", "/var/run"]) {
      const sentence = await sentenceOf({ DATABASE_URL: wrong });
      expect(sentence).toContain("DATABASE_URL: set it to a PostgreSQL address");
      expect(sentence).not.toContain("geheim");
    }
  });

  test("when nobody answers at DATABASE_URL, without printing the password", async () => {
    const nobody = `postgresql://admin:geheim@127.0.0.1:${await anyPort()}/app?sslpassword=geheim`;
    const sentence = await sentenceOf({ DATABASE_URL: nobody });
    expect(sentence).toContain("cannot reach the database at postgresql://admin:***@127.0.0.1");
    expect(sentence).toContain("ECONNREFUSED");
    expect(sentence).not.toContain("geheim");
  });

  test("with a wrong password or an unknown database", async () => {
    const url = await freshDatabase();
    const wrong = changed(url, (other) => {
      other.password = "geheim";
    });
    expect(await sentenceOf({ DATABASE_URL: wrong })).toMatch(
      /refused the user name or the password[.] Correct them/,
    );
    const unknown = changed(url, (other) => {
      other.pathname = "/no_such_database";
    });
    expect(await sentenceOf({ DATABASE_URL: unknown })).toContain("has no database of that name");
  });

  test("on a database that was not migrated", async () => {
    const sentence = await sentenceOf({ DATABASE_URL: await emptyDatabase() });
    expect(sentence).toContain("This database lacks the migration 20261121000000_init");
  });

  test("on a database that a newer version has migrated", async () => {
    const url = await freshDatabase();
    await query(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '20991231000000_later', now())`,
    );
    expect(await sentenceOf({ DATABASE_URL: url })).toContain(
      "belongs to a newer Countersign: it has been through 20991231000000_later",
    );
  });

  test("on a database where a migration was edited afterwards, or failed", async () => {
    const edited = await freshDatabase();
    await query(edited, "UPDATE _prisma_migrations SET checksum = 'other'");
    expect(await sentenceOf({ DATABASE_URL: edited })).toContain("was edited after it was applied");
    const failed = await freshDatabase();
    await query(
      failed,
      "UPDATE _prisma_migrations SET finished_at = NULL, logs = 'division by zero'",
    );
    expect(await sentenceOf({ DATABASE_URL: failed })).toMatch(
      /failed on this database before: division by zero[.]/,
    );
  });

  test("on a port that is taken, or is none", async () => {
    const url = await freshDatabase();
    const holder = createServer();
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, () => {
        const address = holder.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    expect(await sentenceOf({ DATABASE_URL: url, PORT: String(port) })).toBe(
      `Port ${port} is taken by another program. Stop that program, or set PORT to a free port.`,
    );
    holder.close();
    expect(await sentenceOf({ DATABASE_URL: url, PORT: "eighty" })).toContain(
      "PORT: set it to a port number",
    );
  });

  test("on a data directory that it cannot write to", async () => {
    const url = await freshDatabase();
    for (const place of [pathUnderAFile(), "/proc/countersign"]) {
      const sentence = await sentenceOf({ DATABASE_URL: url, DATA_DIR: place });
      expect(sentence).toContain(`cannot write to its data directory ${place}`);
      expect(sentence).toContain("Set DATA_DIR to a folder that it may write to");
    }
  });
});
