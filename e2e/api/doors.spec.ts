import { type APIRequestContext, expect } from "playwright/test";
import { ROLES, type Role } from "@/lib/auth/permissions";
import { act } from "../fixtures/action";
import { invite } from "../fixtures/admin";
import { callLine, callOf, pushedCalls } from "../fixtures/calls";
import {
  ACTIONS,
  builtActions,
  builtPaths,
  isForMachines,
  opens,
  PAGES,
  ROUTES,
} from "../fixtures/doors";
import { draftedReview } from "../fixtures/draft";
import { raisedFinding } from "../fixtures/finding";
import { madeEmergency, madeGrant } from "../fixtures/grant";
import { finishedImport } from "../fixtures/import";
import { askedVerification, checkpointOf, madeBundle } from "../fixtures/ledger";
import { statedPolicy } from "../fixtures/policy";
import { approveByPost, proposeAgent, requestAbout } from "../fixtures/records";
import { madeServer } from "../fixtures/server";
import { stranger } from "../fixtures/sessions";
import { madeSource } from "../fixtures/source";
import { test } from "../fixtures/test";
import { type Visitor, visitor } from "../fixtures/visitors";
import { unique } from "../fixtures/words";

type Five = Readonly<Record<Role, Visitor>>;
/** What stands in the addresses of pages, by the name of its parameter. */
type Records = Readonly<Record<string, string>>;

const WHO = [...ROLES, null];

let five: Five;
let nobody: APIRequestContext;
let records: Records;
let secret: string;
let sourceToken: string;

test.beforeAll(async () => {
  const [admin, compliance, owner, riskOwner, auditor] = await Promise.all([
    visitor("Doris Admin", "admin"),
    visitor("Doris Compliance", "compliance"),
    visitor("Doris Owner", "owner"),
    visitor("Doris Risk", "risk-owner"),
    visitor("Doris Auditor", "auditor"),
  ]);
  five = { admin, compliance, owner, "risk-owner": riskOwner, auditor };
  nobody = await stranger();
  const [known, asked, guest] = await Promise.all([
    proposeAgent(owner, "Door keeper"),
    proposeAgent(owner, "Gate watcher"),
    invite(unique("Doris Guest"), ["owner"]),
  ]);
  await approveByPost(compliance, known.name);
  const { requestId } = await requestAbout(compliance, asked.name);
  secret = known.name;
  const [{ size }, bundle, verification] = await Promise.all([
    checkpointOf(compliance, "governance"),
    madeBundle(compliance),
    askedVerification(compliance),
  ]);
  const source = await madeSource(admin);
  sourceToken = source.token;
  const run = await finishedImport(admin, source.id);
  const finding = await raisedFinding(admin, compliance);
  const server = await madeServer(owner);
  const policy = await statedPolicy(admin);
  const grant = await madeGrant(owner, compliance);
  const emergency = await madeEmergency(admin, compliance, owner.person.id, grant.server.operation);
  const call = await callOf(compliance, await pushedCalls(admin, [callLine()]));
  records = {
    ...{ call, run },
    source: source.id,
    finding: finding.id,
    policy: policy.id,
    ...{ grant: grant.id, key: grant.key.id, emergency },
    ...{ server: server.slug, operation: server.operation },
    agent: known.slug,
    requestId,
    personId: owner.person.id,
    room: "agents",
    token: new URL(guest.link).pathname.split("/").at(-1) ?? "",
    "...nextauth": "csrf",
    ...{ log: "governance", index: "0", entry: "governance-0", bundle, verification },
    ...{ m: "1", n: String(size) },
    review: await draftedReview(compliance),
    // Nothing of a draft is there yet: any id.
    ...{ line: owner.person.id, signature: owner.person.id, pack: owner.person.id },
    check: owner.person.id,
  };
});

test("every page, route and action of the build has an entry in the table, and the table no other", () => {
  const built = builtPaths();
  expect(Object.keys(PAGES).sort(), "pages").toEqual(built.pages.sort());
  expect(Object.keys(ROUTES).sort(), "routes").toEqual(built.routes.sort());
  expect(Object.keys(ACTIONS).sort(), "actions").toEqual([...builtActions().keys()].sort());
});

for (const role of WHO) {
  const who = role === null ? "nobody signed in" : `the role ${role}`;

  test(`${who} opens the pages of the table, and no others`, async () => {
    const request = visitorOf(role);
    for (const [pattern, door] of Object.entries(PAGES)) {
      const response = await request.get(filled(pattern), { maxRedirects: 0 });
      const seen = { page: pattern, status: response.status(), to: response.headers().location };
      const unseen = role !== null && door.unseenBy?.includes(role);
      if (door.signedInGoTo && role !== null)
        expect.soft(seen).toEqual({ page: pattern, status: 307, to: door.signedInGoTo });
      else if (opens(door.key, rolesOf(role)) && !unseen)
        expect.soft(seen).toEqual({ page: pattern, status: 200, to: undefined });
      else if (role === null)
        expect.soft(seen).toEqual({ page: pattern, status: 307, to: signInFor(pattern) });
      else expect.soft(seen).toEqual({ page: pattern, status: 404, to: undefined });
    }
  });

  test(`${who} sends the actions of the table, and no others`, async () => {
    const request = visitorOf(role);
    for (const [action, key] of Object.entries(ACTIONS)) {
      const answer = await act(request, action);
      const code = answer.status === "failed" ? answer.code : answer.status;
      const refusals = ["unauthenticated", "forbidden"];
      if (opens(key, rolesOf(role)))
        expect.soft(refusals, `${action}: ${code}`).not.toContain(code);
      else expect.soft({ action, code }).toEqual({ action, code: refusals[role === null ? 0 : 1] });
    }
  });

  test(`${who} is answered by the routes of the table, and no others`, async () => {
    const request = visitorOf(role);
    for (const [pattern, { key, method, query = "", data, ...door }] of Object.entries(ROUTES)) {
      const body = data === undefined ? {} : { data };
      const response = await request.fetch(filled(`${pattern}${query}`), { method, ...body });
      const seen = { route: pattern, status: response.status() };
      const refused = role === null || isForMachines(key) ? 401 : 403;
      const status = opens(key, rolesOf(role)) ? (door.status ?? 200) : refused;
      expect.soft(seen).toEqual({ route: pattern, status });
    }
  });
}

test("the token of a source opens the doors of sources and no other, and no door of another source", async () => {
  const headers = { authorization: `Bearer ${sourceToken}` };
  for (const [pattern, { key, method, query = "", data }] of Object.entries(ROUTES)) {
    const sent = pattern.includes("v1/") ? "{}" : data;
    const body =
      sent === undefined
        ? { headers }
        : { headers: { ...headers, "content-type": "application/json" }, data: sent };
    const response = await nobody.fetch(filled(`${pattern}${query}`), { method, ...body });
    const seen = { route: pattern, status: response.status() };
    const status = key === "source" || key === "anybody" ? 200 : 401;
    expect.soft(seen).toEqual({ route: pattern, status });
  }
  const another = await madeSource(five.admin, "Another gateway");
  for (const path of ["/api/ingest", "/api/hooks/docker-mcp"]) {
    expect((await nobody.post(`${path}/${another.id}`, { headers })).status()).toBe(403);
  }
});

test("what a page keeps from a reader is not in the data behind it either", async () => {
  for (const request of [five.admin.request, nobody]) {
    for (const headers of [{}, { rsc: "1" }]) {
      const response = await request.get(filled("/agents/[agent]"), { headers, maxRedirects: 0 });
      expect(await response.text()).not.toContain(secret);
    }
  }
  const search = await five.admin.request.get(`/api/search?q=${encodeURIComponent(secret)}`);
  expect(await search.text()).not.toContain(records.agent);
});

function visitorOf(role: Role | null): APIRequestContext {
  return role === null ? nobody : five[role].request;
}

function rolesOf(role: Role | null): readonly Role[] | null {
  return role === null ? null : [role];
}

// Whoever signs in there comes back to the page.
function signInFor(pattern: string): string {
  const path = filled(pattern);
  return path === "/" ? "/sign-in" : `/sign-in?from=${encodeURIComponent(path)}`;
}

function filled(pattern: string): string {
  return pattern.replaceAll(/\[([^\]]+)\]/g, (_, name) => {
    const value = records[name];
    if (!value) throw new Error(`no record for [${name}] of ${pattern}; make one in beforeAll`);
    return value;
  });
}
