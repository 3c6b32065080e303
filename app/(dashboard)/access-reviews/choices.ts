import { listScopeChoices } from "@/lib/access-reviews/prepare/scope-choices";
import { listActivePeople } from "@/lib/auth/people";
import { rolesHold } from "@/lib/auth/role-grants";

/** What a draft can name: people who may sign, servers and agents. */
export async function draftChoices() {
  const [people, { servers, agents }] = await Promise.all([listActivePeople(), listScopeChoices()]);
  return {
    people: people
      .filter(({ roles }) => rolesHold(roles, "review:sign"))
      .map(({ id, name, title }) => ({ id, name, title })),
    servers: servers.map(({ id, name, slug }) => ({ value: id, label: `${name} (${slug})` })),
    agents: agents.map(({ id, name, slug }) => ({ value: id, label: `${name} (${slug})` })),
  };
}
