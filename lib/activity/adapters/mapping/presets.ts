// gateway-logs §6, adapter 10: mappings for senders whose fields are public and that need no code of their own.

import { type Mapping, type MappingInput, mappingInput } from "./mapping";
import { AZURE_INSIGHTS, AZURE_MCP_LOG } from "./preset-azure";
import { DOCKER_POLICY_AUDIT } from "./preset-docker";
import { GOLF } from "./preset-golf";
import { LASSO } from "./preset-lasso";
import { METAMCP } from "./preset-metamcp";

const INPUTS = {
  "docker-policy-audit": DOCKER_POLICY_AUDIT,
  "azure-mcp-log": AZURE_MCP_LOG,
  "azure-app-insights": AZURE_INSIGHTS,
  metamcp: METAMCP,
  lasso: LASSO,
  golf: GOLF,
} as const satisfies Record<string, MappingInput>;

export type PresetName = keyof typeof INPUTS;

export const PRESETS: ReadonlyMap<string, Mapping> = new Map(
  Object.entries(INPUTS).map(([name, input]) => [name, mappingInput.parse(input)]),
);
