import { read } from "@/lib/db/read";
import { importList } from "@/lib/servers/commands/import-definitions";
import { registerServer } from "@/lib/servers/commands/register-server";
import { importListInput, lookAtListInput } from "@/lib/servers/definitions/definition-schema";
import { lookAtList } from "@/lib/servers/definitions/look";
import { PIN_SUBJECT } from "@/lib/servers/definitions/pin-request-names";
import { registerServerInput } from "@/lib/servers/schema";
import type { PersonKey } from "../people";
import { asPerson, type Deed, personId } from "../stage";
import { chanceOf } from "../traffic/chance";
import { TOOLS } from "../traffic/tools";
import { decideOpen } from "./deeds-decisions";
import { calledIn, type DemoServer, SERVERS, type ServerKey } from "./servers";

/** The owner fills in the form. */
export function registersServer(key: ServerKey): Deed {
  return async (stage, at) => {
    const server: DemoServer = SERVERS[key];
    const form = {
      ...{ name: server.name, slug: key, purpose: server.purpose },
      ...{ provider: server.provider ?? "", hosting: server.provider ? "vendor" : "ours" },
      ownerId: personId(stage, server.owner),
      deputyId: server.deputy ? personId(stage, server.deputy) : "",
      dataClasses: [...server.dataClasses],
      inScope: server.outOfScope ? "out" : "in",
      scopeReason: server.outOfScope ?? "Agents call it, and it holds data of ours.",
      contradictedBy: server.outOfScope ? ["production"] : [],
      places: server.environments
        .map((environment) => `${environment} | eu-west-1 | ${calledIn(key, environment)}`)
        .join("\n"),
    };
    await registerServer(await asPerson(stage, server.owner, at), registerServerInput.parse(form));
  };
}

/** The owner imports what the server says; `instead` is what it says of one tool by then. */
export function importsTools(key: ServerKey, instead: Readonly<Record<string, string>> = {}): Deed {
  return async (stage, at) => {
    const server: DemoServer = SERVERS[key];
    const ctx = await asPerson(stage, server.owner, at);
    const { id: serverId } = await serverOf(key);
    const text = JSON.stringify({ tools: toolsOf(key, instead) }, null, 2);
    const given = { serverId, origin: "paste", text };
    const { hash } = await lookAtList(ctx, lookAtListInput.parse(given));
    const choices = Object.entries(server.tools).map(([name, tool]) => ({
      ...{ name, meaning: tool.meaning, access: tool.access },
      dataClasses: [...tool.dataClasses],
    }));
    const form = { ...given, hash, choices: JSON.stringify(choices) };
    await importList(ctx, importListInput.parse(form));
  };
}

/** Somebody else looks at each definition of a server that waits, and pins it. */
export function pinsDefinitions(who: PersonKey, key: ServerKey, note: string): Deed {
  return async (stage, at) => {
    const operations = await read().operation.findMany({
      where: { server: { slug: key } },
      orderBy: { name: "asc" },
      take: 100,
    });
    for (const { id } of operations) {
      await decideOpen(stage, at, who, { subjectKind: PIN_SUBJECT, subjectId: id, note });
    }
  };
}

/** A server of the story by its short name. */
export async function serverOf(key: string) {
  const server = await read().server.findFirst({ where: { slug: key } });
  if (!server) throw new Error(`demo: no server ${key}`);
  return server;
}

/** Tools as an MCP server lists them. */
function toolsOf(key: ServerKey, instead: Readonly<Record<string, string>>) {
  const server: DemoServer = SERVERS[key];
  return Object.entries(server.tools).map(([name, { access, says }]) => ({
    name,
    description: instead[name] ?? says,
    inputSchema: { type: "object", properties: propertiesOf(`${key}.${name}`) },
    annotations: { readOnlyHint: access === "read", destructiveHint: access === "delete" },
  }));
}

// What agents of the demo hand to a tool is what it asks for.
function propertiesOf(name: string): Record<string, { type: string }> {
  const made = Object.entries(TOOLS).find(([tool]) => tool === name)?.[1];
  const given = made ? Object.entries(made(chanceOf(name))) : [["id", ""] as const];
  return Object.fromEntries(
    given.map(([argument, value]) => [argument, { type: jsonType(value) }]),
  );
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return typeof value === "object" ? "object" : typeof value;
}
