import { CUSTOMER_AGENTS } from "./agents-customers";
import { FINANCE_AGENTS } from "./agents-finance";
import { PROPOSED_AGENTS } from "./agents-not-official";
import { OPERATIONS_AGENTS } from "./agents-operations";
import type { DemoAgent } from "./demo-agent";

/**
 * The agents of the registry, by short name, as they were first described; the history tells what became
 * of them. The company has 23: fourteen official ones, five that were asked for, and four that nobody
 * registered. The last four are not here: they will be known only from their calls.
 */
export const AGENTS = {
  ...CUSTOMER_AGENTS,
  ...FINANCE_AGENTS,
  ...OPERATIONS_AGENTS,
  ...PROPOSED_AGENTS,
} satisfies Record<string, DemoAgent>;

export type AgentKey = keyof typeof AGENTS;
