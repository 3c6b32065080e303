import { randomUUID } from "node:crypto";
import { makeFirstAdminLink, makeLink } from "@/lib/auth/commands/links";
import { changeRoles, deactivatePerson, invitePerson } from "@/lib/auth/commands/people";
import { ROLES } from "@/lib/auth/permissions";
import {
  changeRolesInput,
  deactivatePersonInput,
  invitePersonInput,
  makeLinkInput,
} from "@/lib/auth/schema";
import type { CommandContext } from "@/lib/change-log/transact";
import type { Answer, Command, Options } from "./command";
import { inputOf } from "./input";
import { findPerson, listPeople } from "./people";
import { addSourceCommand, listSourcesCommand, sourceTokenCommand } from "./sources";

export const ADMIN_USAGE = `Usage: npm run admin -- <command> [options] [--json]

  person add --name NAME --email ADDRESS --title TITLE --roles ROLE,ROLE
      adds a person and prints the one-time link with which they join
  person role (--email ADDRESS | --id ID) --roles ROLE,ROLE [--reason TEXT]
      gives a person other roles, effective on their next request
  person deactivate (--email ADDRESS | --id ID) [--reason TEXT]
      ends a person's access on their next request
  person link (--email ADDRESS | --id ID) [--purpose join|new-password|passkey]
      makes a new one-time link; an earlier one stops working
  person list
      everybody with their roles
  first-admin-link
      the one-time link that makes the first admin, while there is none
  source add --name NAME --kind KIND [--id SHORT-NAME] [--environment E] [--region R]
      adds a source and prints its token, which is shown once
  source token --id SHORT-NAME [--overlap HOURS]
      makes another token; those before it end after so many hours, 24 if not said
  source list
      every source with where it stands

  Roles: ${ROLES.join(", ")}. npm prints a heading of its own: with --json use
  \`npm run --silent admin -- …\`.`;

const NO_REASON = "Done from the command line.";

/** The commands by the words that name them. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map<string, Command>([
  ["person add", { options: ["name", "email", "title", "roles"], run: add }],
  ["person role", { options: ["id", "email", "roles", "reason"], run: changeRole }],
  ["person deactivate", { options: ["id", "email", "reason"], run: deactivate }],
  ["person link", { options: ["id", "email", "purpose"], run: link }],
  ["person list", { options: [], run: list }],
  ["first-admin-link", { options: [], run: firstAdminLink }],
  [
    "source add",
    { options: ["name", "kind", "id", "environment", "region"], run: addSourceCommand },
  ],
  ["source token", { options: ["id", "overlap"], run: sourceTokenCommand }],
  ["source list", { options: [], run: listSourcesCommand }],
]);

async function add({ roles, ...identity }: Options): Promise<Answer> {
  const input = inputOf(invitePersonInput, { ...identity, roles: words(roles) });
  const made = await invitePerson(context(), input);
  return {
    text: `Added ${input.name}. The link to join works once, until ${made.expiresAt.toISOString()}:\n${made.url}`,
    data: { id: made.personId, ...linkData(made) },
  };
}

async function changeRole(options: Options): Promise<Answer> {
  const { id, version } = await findPerson(options);
  const roles = words(options.roles);
  const reason = options.reason ?? "";
  const input = inputOf(changeRolesInput, { personId: id, version, roles, reason });
  await changeRoles(context(), input);
  return {
    text: `The roles are now ${input.roles.join(", ")}.`,
    data: { id, roles: input.roles },
  };
}

async function deactivate(options: Options): Promise<Answer> {
  const { id } = await findPerson(options);
  const input = inputOf(deactivatePersonInput, {
    personId: id,
    reason: options.reason ?? NO_REASON,
  });
  await deactivatePerson(context(), input);
  return {
    text: "Deactivated; their sessions have ended.",
    data: { id, deactivated: true },
  };
}

async function link(options: Options): Promise<Answer> {
  const { id, joined } = await findPerson(options);
  const purpose = options.purpose ?? (joined ? "new-password" : "join");
  const made = await makeLink(context(), inputOf(makeLinkInput, { personId: id, purpose }));
  return {
    text: `The link (${purpose}) works once, until ${made.expiresAt.toISOString()}:\n${made.url}`,
    data: { id, purpose, ...linkData(made) },
  };
}

async function list(): Promise<Answer> {
  const people = await listPeople();
  const lines = people.map(
    ({ id, email, name, roles, status }) =>
      `${id}  ${status.padEnd(11)}  ${roles.join(",")}  ${name} <${email}>`,
  );
  return { text: lines.join("\n") || "There is nobody yet.", data: { people } };
}

async function firstAdminLink(): Promise<Answer> {
  const made = await makeFirstAdminLink(context());
  return {
    text: `This link makes the first admin. It works once, until ${made.expiresAt.toISOString()}:\n${made.url}`,
    data: linkData(made),
  };
}

function linkData({ url, expiresAt }: { url: string; expiresAt: Date }) {
  return { link: url, expiresAt };
}

function words(list: string | undefined): string[] {
  return (list ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
}

function context(): CommandContext {
  return {
    actor: { kind: "job", id: "admin-cli", grants: ["person:manage", "installation:establish"] },
    now: new Date(),
    requestId: randomUUID(),
  };
}
