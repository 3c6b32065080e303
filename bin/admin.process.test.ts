import { beforeAll, expect, test } from "vitest";
import { freshDatabase, freshFolder, query, run } from "./test/processes.mjs";

let environment: Record<string, string> = {};

beforeAll(async () => {
  const DATABASE_URL = await freshDatabase();
  environment = { DATABASE_URL, DATA_DIR: freshFolder(), BASE_URL: "https://cs.example.com" };
});

function admin(...args: string[]) {
  return run("bin/run.mjs", ["bin/admin.ts", ...args], environment);
}

async function json(...args: string[]) {
  const { code, stdout, stderr } = await admin(...args, "--json");
  expect({ code, stderr, lines: stdout.length }).toEqual({ code: 0, stderr: [], lines: 1 });
  return JSON.parse(stdout[0] ?? "");
}

test("a person is added, found, given roles, a new link, and deactivated; each act is recorded", async () => {
  const who = [
    "--name",
    "Noor Haddad",
    "--title",
    "Head of compliance",
    "--roles",
    "compliance,owner",
  ];
  const { id, link, expiresAt } = await json(
    "person",
    "add",
    "--email",
    "Noor@Example.com",
    ...who,
  );
  expect(link).toMatch(/^https:\/\/cs[.]example[.]com\/welcome\/\S{20,}$/);
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());

  const again = await json("person", "link", "--email", "noor@example.com");
  expect(again).toMatchObject({ id, purpose: "join" });
  expect(again.link).not.toBe(link);

  expect(await json("person", "role", "--id", id, "--roles", "auditor")).toEqual({
    id,
    roles: ["auditor"],
  });
  expect(await json("person", "list")).toEqual({
    people: [
      {
        id,
        name: "Noor Haddad",
        email: "noor@example.com",
        title: "Head of compliance",
        roles: ["auditor"],
        status: "invited",
      },
    ],
  });
  expect(await json("person", "deactivate", "--email", "noor@example.com")).toEqual({
    id,
    deactivated: true,
  });
  const changes = await query(
    environment.DATABASE_URL ?? "",
    `SELECT action, "actorId" FROM "ChangeLogEntry"`,
  );
  expect(new Set(changes.map(({ actorId }) => actorId))).toEqual(new Set(["admin-cli"]));
  expect(changes.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "person.invited",
      "invitation.made",
      "person.roles-changed",
      "person.deactivated",
      "invitation.revoked",
    ]),
  );
});

test("the first admin's link can be had while there is none", async () => {
  expect(await json("first-admin-link")).toMatchObject({
    link: expect.stringContaining("/welcome/"),
  });
});

test("what a person typed wrong is answered in one sentence", async () => {
  const cases: [string[], string][] = [
    [["person", "deactivate", "--email", "nobody@example.com"], "There is no such person."],
    [["person", "link"], "Say who: either --email or --id."],
    [["person", "link", "--id", "7"], "--id: This is not an id."],
    [
      [
        "person",
        "add",
        "--name",
        "X",
        "--title",
        "Y",
        "--email",
        "x@example.com",
        "--roles",
        "boss",
      ],
      "--roles: Give one or more of admin, compliance, owner, risk-owner, auditor.",
    ],
    [
      ["person", "add", "--name", "X", "--email", "x@example.com", "--roles", "owner"],
      "--title: This is missing.",
    ],
  ];
  for (const [args, says] of cases)
    expect(await admin(...args)).toEqual({ code: 1, stdout: [], stderr: [says] });
});

test("an unknown command or option is answered with what there is", async () => {
  for (const args of [
    ["persn", "add"],
    ["person", "list", "--name", "X"],
    ["person", "list", "--colour", "red"],
  ]) {
    const { code, stdout, stderr } = await admin(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: [] });
    expect(stderr.join("\n")).toContain("Usage: npm run admin -- <command>");
  }
});

test("a source is added with a token that is shown once, and listed without it", async () => {
  const what = ["--name", "Edge gateway", "--kind", "toolhive", "--environment", "production"];
  const added = await json("source", "add", ...what);
  expect(added).toMatchObject({ id: "edge-gateway", name: "Edge gateway", kind: "toolhive" });
  expect(added.token).toMatch(/^cs_[\w-]{43}$/);
  const listed = await json("source", "list");
  expect(listed.sources).toMatchObject([{ id: "edge-gateway", state: "unseen" }]);
  expect(JSON.stringify(listed)).not.toContain(added.token);
  const wrong = await admin("source", "add", "--name", "Other", "--kind", "gateway");
  expect(wrong.code).toBe(1);
  expect(wrong.stderr.join(" ")).toContain("--kind: Give one of auto, otlp,");
});
