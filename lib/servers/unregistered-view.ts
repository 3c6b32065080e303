import { environmentWords } from "./field-words";
import { UNREGISTERED_MAX } from "./limits";
import type { Unregistered } from "./strangers";
import { shownUse, type UseShown } from "./view";

/** Something nobody registered, in words. */
export type UnregisteredRow = {
  id: string;
  /** As gateways write it. */
  name: string;
  serverName: string;
  environments: string;
  operations: string;
  use: UseShown;
  enforced: boolean;
  registerHref: string;
};

const NAMED_MAX = 8;

/** The rows of one kind, those with most calls first, at most 500. */
export function toUnregisteredRows(found: readonly Unregistered[]): UnregisteredRow[] {
  return found.slice(0, UNREGISTERED_MAX).map((each) => ({
    id: `${each.server?.id ?? each.serverName} ${each.operation}`,
    name: each.operation || each.serverName,
    serverName: each.server?.name ?? each.serverName,
    environments: environmentWords(each.environments),
    operations: namedSome(each.operations),
    use: shownUse(each),
    enforced: each.enforced,
    registerHref: each.server
      ? `/servers/${each.server.slug}#unregistered`
      : `/servers/new?${addressOf(each)}`,
  }));
}

function namedSome(operations: readonly string[]): string {
  const more = operations.length - NAMED_MAX;
  const named = operations.slice(0, NAMED_MAX).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

function addressOf({ serverName, environments }: Unregistered): URLSearchParams {
  return new URLSearchParams([
    ["name", serverName],
    ...environments.map((environment) => ["environments", environment]),
  ]);
}

/** What the page proves or lacks, in one sentence. */
export function unregisteredSentence(servers: number, operations: number, days: string): string {
  const within = `in the last ${days} days`;
  if (servers + operations === 0) {
    return `Everything that was called ${within} or is enforced now stands in the register.`;
  }
  return `${servers.toLocaleString("en")} servers and ${operations.toLocaleString("en")} operations of registered servers were called ${within} or are enforced now, and stand in no register.`;
}
