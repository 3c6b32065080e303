import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { CommandContext } from "@/lib/change-log/transact";
import { type Actor, GUEST } from "./actor";
import { acceptInvitation } from "./commands/join";
import { deactivatePerson, invitePerson } from "./commands/people";
import { signIn } from "./commands/sign-in";
import { searchPeople } from "./people";
import { listPeople, type PeopleQuery } from "./people-list";
import type { Role } from "./permissions";
import { getPerson, listRoleHolders, listTokens } from "./queries";

const PASSWORD = "copper lantern oyster ridge";
const grants = ["person:manage", "person:read"] as const;
const admin: Actor = { kind: "job", id: "test.admin", grants };
const owner: Actor = { kind: "person", id: randomUUID(), roles: ["owner"] };
let mark: string;

beforeEach(async () => {
  mark = randomUUID().slice(0, 8);
  await add("Åsa", ["owner"], { joins: true, signsIn: "2026-11-20T08:00:00.000Z" });
  await add("Bea", ["compliance", "owner"], { joins: true, signsIn: "2026-11-21T08:00:00.000Z" });
  await add("Cyr", ["auditor"], {});
  const dov = await add("Dov", ["owner"], { joins: true });
  await deactivatePerson(contextOf(admin), { personId: dov, reason: "left" });
});

test("people are found by a part of their name, address or title", async () => {
  expect(await namesIn({ q: `bea ${mark}` })).toEqual(["Bea"]);
  expect(await namesIn({ q: `cyr.${mark}@` })).toEqual(["Cyr"]);
  expect(await namesIn({ q: `LEAD ${mark}` })).toHaveLength(4);
});

test("signs that a search could mistake for wildcards are looked for as they are", async () => {
  expect(await namesIn({ q: "%" })).toEqual([]);
  expect(await namesIn({ q: `_ea ${mark}` })).toEqual([]);
});

test("status and role narrow the list", async () => {
  expect(await namesIn({ status: "active" })).toEqual(["Bea", "Åsa"]);
  expect(await namesIn({ status: "invited" })).toEqual(["Cyr"]);
  expect(await namesIn({ status: "deactivated" })).toEqual(["Dov"]);
  expect(await namesIn({ role: "owner" })).toEqual(["Bea", "Dov", "Åsa"]);
  expect(await namesIn({ role: "owner", status: "deactivated" })).toEqual(["Dov"]);
});

test("who signed in last comes first, and who never did comes last", async () => {
  const names = await namesIn({ sort: "signedIn", dir: "desc" });
  expect(names.slice(0, 2)).toEqual(["Bea", "Åsa"]);
});

test("pages share one count and no person", async () => {
  const first = await list({ pageSize: 3, page: 1 });
  const second = await list({ pageSize: 3, page: 2 });
  expect([first.total, second.total]).toEqual([4, 4]);
  expect([...first.people, ...second.people].map(({ name }) => name?.slice(0, 3))).toEqual([
    "Bea",
    "Cyr",
    "Dov",
    "Åsa",
  ]);
});

test("who may not see people is told so, whichever way they ask", async () => {
  const asked = [
    listPeople(owner, query({})),
    getPerson(owner, owner.id, new Date()),
    searchPeople(owner, mark),
    listRoleHolders(owner),
    listTokens(owner),
  ];
  for (const answer of asked) await expect(answer).rejects.toMatchObject({ code: "forbidden" });
});

test("an id that is none is not found", async () => {
  for (const id of ["nobody", "", randomUUID(), "%00"]) {
    await expect(getPerson(admin, id, new Date())).rejects.toMatchObject({ code: "not_found" });
  }
});

test("the palette finds people by name", async () => {
  const found = await searchPeople(admin, `cyr ${mark}`);
  expect(found).toMatchObject([{ name: `Cyr ${mark}`, title: `Lead ${mark}` }]);
  expect(await searchPeople(admin, "  ")).toEqual([]);
});

type Course = { joins?: boolean; signsIn?: string };

async function add(name: string, roles: Role[], { joins, signsIn }: Course): Promise<string> {
  const email = `${name.toLowerCase().replace("å", "a")}.${mark}@example.com`;
  const identity = { name: `${name} ${mark}`, email, title: `Lead ${mark}` };
  const { url, personId } = await invitePerson(contextOf(admin), { ...identity, roles });
  if (!joins) return personId;
  const token = url.split("/").at(-1) ?? "";
  await acceptInvitation(contextOf(GUEST), { token, password: PASSWORD });
  if (!signsIn) return personId;
  const origin = { address: randomUUID(), userAgent: "test" };
  await signIn(contextOf(GUEST, new Date(signsIn)), { email, password: PASSWORD }, origin);
  return personId;
}

function query(differing: Partial<PeopleQuery>): PeopleQuery {
  const any = { q: `lead ${mark}`, status: null, role: null } as const;
  return { ...any, sort: "name", dir: "asc", page: 1, pageSize: 50, ...differing };
}

function list(differing: Partial<PeopleQuery>) {
  return listPeople(admin, query(differing));
}

async function namesIn(differing: Partial<PeopleQuery>) {
  const { people } = await list(differing);
  return people.map(({ name }) => name?.slice(0, 3));
}

function contextOf(actor: Actor, now = new Date("2026-11-19T12:00:00.000Z")): CommandContext {
  return { actor, now, requestId: randomUUID() };
}
