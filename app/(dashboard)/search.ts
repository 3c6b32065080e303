import { AGENT_STATUS_LABEL } from "@/lib/agents/labels";
import { agentLink } from "@/lib/agents/outcome";
import { searchAgents } from "@/lib/agents/queries";
import { type Actor, can } from "@/lib/auth/actor";
import { searchPeople } from "@/lib/auth/people";
import { actionLabel, actionsLike } from "@/lib/change-log/labels";
import { namesIn, searchChanges } from "@/lib/change-log/queries";
import { toChangeRow } from "@/lib/change-log/view";
import { utcText } from "@/lib/core/clock";
import { listExports } from "@/lib/exports/queries";
import { searchKeys } from "@/lib/keys/queries";
import { getPlace } from "@/lib/ledger-store/queries";
import { parseEntryName } from "@/lib/ledger-store/schema";
import { serverLink } from "@/lib/servers/outcome";
import { searchOperations, searchServers } from "@/lib/servers/queries-search";
import { wordsOf } from "./change-log/words";
import { navigationFor } from "./navigation";

type Found = { href: string; title: string; kind: string; detail: string };
type Finder = (actor: Actor, q: string) => Promise<Found[]> | Found[];

const EACH_MAX = 6;

/** What the palette shows for a text: pages, an entry of the ledger, agents, servers, operations, keys, people, acts, changes and exports, in that order. */
export async function findAnything(actor: Actor, q: string): Promise<Found[]> {
  if (q === "") return [];
  const found = await Promise.all(FINDERS.map((find) => find(actor, q)));
  return found.flatMap((some) => some.slice(0, EACH_MAX));
}

const pages: Finder = (actor, q) =>
  navigationFor(actor, {})
    .flatMap(({ group, items }) => items.map((item) => ({ ...item, group })))
    .filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()))
    .map(({ href, label, group }) => ({ href, title: label, kind: "Page", detail: group }));

const agents: Finder = async (actor, q) => {
  if (!can(actor, "agent:read")) return [];
  return (await searchAgents(actor, q)).map((agent) => ({
    href: agentLink(agent),
    title: agent.name,
    kind: "Agent",
    detail: AGENT_STATUS_LABEL[agent.status],
  }));
};

const servers: Finder = async (actor, q) => {
  if (!can(actor, "server:read")) return [];
  const found = await searchServers(actor, q);
  return found.map((server) => ({
    href: serverLink(server),
    title: server.name,
    kind: "Server",
    detail: server.status === "active" ? server.slug : `${server.slug}, retired`,
  }));
};

const operations: Finder = async (actor, q) => {
  if (!can(actor, "server:read") || q.length < 2) return [];
  const found = await searchOperations(actor, { q });
  return found.map(({ id, name, server }) => ({
    href: `/servers/operations/${id}`,
    title: name,
    kind: "Operation",
    detail: server.name,
  }));
};

const keys: Finder = async (actor, q) => {
  if (!can(actor, "key:read")) return [];
  return (await searchKeys(actor, q)).map(({ id, label, publicId, revokedAt }) => ({
    href: `/keys/${id}`,
    title: label,
    kind: "Key",
    detail: revokedAt ? `${publicId}, revoked` : publicId,
  }));
};

const people: Finder = async (actor, q) => {
  if (!can(actor, "person:read")) return [];
  return (await searchPeople(actor, q)).map(({ id, name, title }) => ({
    href: `/settings/people/${id}`,
    title: name,
    kind: "Person",
    detail: title,
  }));
};

const acts: Finder = (actor, q) => {
  if (!can(actor, "change:read") || q.length < 3) return [];
  return actionsLike(q).map((action) => ({
    href: `/change-log?action=${action}`,
    title: actionLabel(action),
    kind: "Act",
    detail: "in the change log",
  }));
};

const changes: Finder = async (actor, q) => {
  if (!can(actor, "change:read")) return [];
  const records = await searchChanges(actor, q);
  const names = await namesIn(records);
  return records
    .map((record) => toChangeRow(record, names, wordsOf))
    .map((row) => ({
      href: `/change-log?open=${row.id}`,
      title: `${row.act}: ${row.subject}`,
      kind: "Change",
      detail: `${row.who}, ${row.recordedAt}`,
    }));
};

const ID_OR_HASH = /^[0-9a-z]{8,64}$/i;

const exports: Finder = async (actor, q) => {
  if (!can(actor, "export:read") || !ID_OR_HASH.test(q)) return [];
  const filter = { q, format: null, by: "", page: 1, pageSize: EACH_MAX };
  return (await listExports(actor, filter)).records.map(({ id, title, fileName }) => ({
    href: `/exports?open=${id}`,
    title,
    kind: "Export",
    detail: fileName,
  }));
};

const ENTRY = /^(calls|governance)[\s#-]*([\d,]+)$/i;

/** "governance #18,204", as proof lines and certificates say it. */
const entries: Finder = async (actor, q) => {
  const [, log = "", index = ""] = ENTRY.exec(q) ?? [];
  const name = `${log.toLowerCase()}-${index.replaceAll(",", "")}`;
  const place = parseEntryName(name);
  if (!can(actor, "ledger:read") || place === null) return [];
  const found = await getPlace(place.log, place.index);
  if (found === null) return [];
  return [
    {
      href: `/ledger/entries/${name}`,
      title: `${place.log} #${place.index.toLocaleString("en")}`,
      kind: "Ledger entry",
      detail: utcText(found.ts),
    },
  ];
};

const FINDERS: readonly Finder[] = [
  pages,
  entries,
  agents,
  servers,
  operations,
  keys,
  people,
  acts,
  changes,
  exports,
];
