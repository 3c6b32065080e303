import { randomUUID } from "node:crypto";

const DAY_MS = 86_400_000;

const AGENTS = [
  "Invoice matcher",
  "Sales assistant",
  "Ticket triage",
  "Release notes",
  "Data steward",
  "Travel desk",
];
const SERVERS = [
  "CRM",
  "Ledger",
  "Helpdesk",
  "Warehouse",
  "Mail",
  "Repository",
  "Calendar",
  "Payments",
];
const OPERATIONS = [
  ["contacts.search", "read", "personal", "Finds contacts by name or address."],
  ["contacts.update", "write", "personal", "Changes fields of a contact."],
  ["tickets.list", "read", "internal", "Lists tickets with their state."],
  ["tickets.comment", "write", "internal", "Adds a comment that customers can read."],
  ["invoices.get", "read", "payment", "Reads one invoice with its amounts."],
  ["reports.read", "read", "internal", "Reads a finished report."],
  ["files.delete", "delete", "customer-content", "Deletes a file for good."],
  ["releases.list", "read", "internal", "Lists releases and their notes."],
  ["users.grant", "admin", "credentials", "Gives somebody rights on the server."],
  ["calendar.free", "read", "internal", "Says when somebody is free."],
];
const ENVIRONMENTS = ["production", "production", "production", "staging", "development"];

/** Line `n` of a believable snapshot: mostly plain reading, some of it unused, here and there something nobody approved. */
export function snapshotLine(n, now) {
  const pick = (list, salt) => list[(n * 7_919 + salt * 104_729) % list.length];
  const [operation, access, dataClass, does] = pick(OPERATIONS, 1);
  const names = { agent: pick(AGENTS, 2), server: pick(SERVERS, 3) };
  const place = {
    ...names,
    environment: pick(ENVIRONMENTS, 5),
    operation,
    access,
    dataClass,
    does,
  };
  const at = (days) => new Date(now.getTime() - days * DAY_MS).toISOString();
  const one = n % 41 === 0 ? wildcard(place) : single(place, n);
  return { ...common(n, at), ...one, ...who(n, names), ...use(n, one.flags, at) };
}

function single({ agent, server, environment, operation, access, dataClass, does }, n) {
  const name = `${operation}_${Math.ceil(n / 100)}`;
  const isHigh = access === "delete" || access === "admin";
  const isPrivileged = isHigh || (access === "write" && environment === "production");
  return {
    ...{ section: isPrivileged ? "privileged" : "standard", stages: isHigh ? 2 : 1, environment },
    risk: isHigh ? "high" : ({ internal: "low" }[dataClass] ?? "medium"),
    operation: { id: null, name, access, dataClasses: [dataClass] },
    ...{ parts: [], flags: [] },
    meaning: `${agent} can call ${name} of ${server} in ${environment}. ${does}`,
  };
}

function wildcard({ agent, server, environment }) {
  return {
    ...{ section: "privileged", stages: 2, risk: "high", environment, flags: ["wildcard"] },
    operation: { id: null, name: "*", access: null, dataClasses: [] },
    parts: OPERATIONS.map(([name], at) => ({ id: name, name, calls: at * 11 })),
    meaning: `${agent} can call all ${OPERATIONS.length} operations of ${server} in ${environment} and any added later.`,
  };
}

function who(n, { agent, server }) {
  const slug = agent.toLowerCase().replaceAll(" ", "-");
  const key = `${slug}-${n % 5}`;
  return {
    line: `access/key:${key}/${server}/${n}`,
    principal: { kind: "key", id: `key:${key}`, label: key, detail: `ck_${4_096 + (n % 5)}` },
    agent: { id: randomUUID(), slug, name: agent, risk: "limited", status: "ACTIVE" },
    server: {
      ...{ id: randomUUID(), slug: server.toLowerCase(), name: server },
      ...{ ownerId: null, deputyId: null },
    },
    purpose: `Work of the ${agent.toLowerCase()} with ${server}.`,
  };
}

function use(n, flags, at) {
  const calls = n % 9 === 0 ? 0 : (n * 37) % 1_900;
  const isUnapproved = n % 67 === 0;
  const grant = {
    ...{ id: randomUUID(), kind: "normal", fromAt: at(200), until: at(-160), endedAt: null },
    ...{
      requestedById: "job:bench",
      approvedById: "job:bench",
      approvedAt: at(201),
      requestId: null,
    },
  };
  return {
    ...{ calls, denied: n % 29 === 0 ? 3 : 0, lastUsedAt: calls === 0 ? null : at((n % 40) + 1) },
    grants: isUnapproved ? [] : [grant],
    flags: [
      ...flags,
      ...(calls === 0 ? ["unused"] : []),
      ...(isUnapproved ? ["without-approval"] : []),
    ],
    recommendation:
      calls === 0
        ? { decision: "revoke", because: "It was not used in the quarter." }
        : { decision: "keep", because: "It is approved and used." },
  };
}

function common(n, at) {
  const change = ["new", "changed"][[11, 17].findIndex((each) => n % each === 0)] ?? "same";
  const before = { reference: "AR-BEFORE", outcome: "keep", byId: null, at: at(92) };
  return {
    ...{ n, kind: "access", ownerId: null, conditions: "", change },
    changed: change === "changed" ? ["data classes"] : [],
    previous: change === "new" ? null : { review: randomUUID(), ...before },
    enforced: "yes",
    enforcedBy: [{ sourceId: "edge-eu", policyId: "p-1", version: 4, since: at(199) }],
  };
}
