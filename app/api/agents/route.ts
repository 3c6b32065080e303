import { importAgents } from "@/lib/agents/commands/import-agents";
import { YAML_BYTES_MAX } from "@/lib/agents/limits";
import { importAgentsInput } from "@/lib/agents/schema";
import { importBody } from "@/lib/agents/yaml/body";
import { authenticateToken } from "@/lib/auth/machine-token";
import { defineRoute } from "@/lib/server/define-route";
import { HTTP_STATUS } from "@/lib/server/http-status";

/** For CI: registers and changes the agents of an `agents.yaml`, all of them or none. */
export const POST = defineRoute({
  authenticate: authenticateToken,
  permission: "agent:import",
  maxBytes: 2 * YAML_BYTES_MAX, // JSON escapes make the same file larger
  decode: importBody,
  body: importAgentsInput,
  run: importAgents,
  status: ({ refused }) => (refused.length > 0 ? HTTP_STATUS.invalid_input : 200),
});
