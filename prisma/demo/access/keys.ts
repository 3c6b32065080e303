import type { Environment } from "@/lib/core/environments";
import type { AgentKey } from "../agents";
import type { Moment } from "../calendar";
import type { PersonKey } from "../people";
import { FLEET } from "../traffic/fleet";

/** A credential of the company: of an agent as its gateways name it, of a server, or of a person for emergencies. */
export type DemoKey = {
  readonly publicId: string;
  readonly label: string;
  readonly kind: "agent-api-key" | "oauth-client" | "workload-identity" | "upstream" | "emergency";
  readonly agent?: AgentKey;
  readonly server?: string;
  readonly person?: PersonKey;
  readonly owner: PersonKey;
  readonly purpose: string;
  readonly environment: Environment;
  readonly issuerPolicy?: string;
};

/** Shown by the nightly run of an agent that shows another key by day. */
export const NIGHT_RUN = "freight-invoice-matcher-night";
/** Before the older of the reviewed quarters was over, on whichever day the demo is made. */
export const NIGHT_RUN_GRANTED: Moment = [170, "10:46"];

const KEYS: readonly DemoKey[] = [
  {
    ...{ publicId: NIGHT_RUN, label: "Freight invoice matcher, nightly run" },
    ...{ kind: "workload-identity", agent: "freight-invoice-matcher", owner: "elisabet" },
    purpose: "Looks at night which carrier invoices are still open.",
    environment: "production",
    issuerPolicy: "Tokens of 30 minutes from the cluster of finance, bound to the nightly job.",
  },
  {
    ...{ publicId: "release-notes-writer-dev", label: "Release notes writer, development" },
    ...{ kind: "workload-identity", agent: "release-notes-writer", owner: "bram" },
    purpose: "Reads merged pull requests for the release notes.",
    environment: "development",
    issuerPolicy:
      "Tokens of 15 minutes from the build cluster, bound to the job and to this repository.",
  },
  {
    ...{ publicId: "erp-finance-upstream", label: "ERP finance, technical user" },
    ...{ kind: "upstream", server: "erp-finance", owner: "zoltan" },
    purpose: "What the MCP server shows to the ERP system.",
    environment: "production",
  },
  {
    ...{ publicId: "break-glass-platform", label: "Emergency key, platform on call" },
    ...{ kind: "emergency", person: "kacper", owner: "kacper" },
    purpose: "Repairs in production when nothing else is left.",
    environment: "production",
  },
];

/** A key that is not one of those above: an API key of an agent, by the name that its gateway writes. */
export function apiKey(publicId: string, agent: AgentKey, owner: PersonKey): DemoKey {
  const environment = ENVIRONMENT_OF[publicId.replace(/-\d$/, "").split("-").at(-1) ?? ""];
  if (!environment) throw new Error(`demo: no environment in ${publicId}`);
  const words = agent.replaceAll("-", " ");
  return {
    ...{ publicId, agent, owner, environment, kind: "agent-api-key" },
    label: `${words.charAt(0).toUpperCase()}${words.slice(1)}, ${environment}`,
    purpose: `What the ${words} shows to its gateway in ${environment}.`,
  };
}

const ENVIRONMENT_OF: Readonly<Record<string, Environment>> = {
  prod: "production",
  stg: "staging",
  dev: "development",
};

/** One of those that are no API key of an agent, or not the only one. */
export function otherKey(publicId: string): DemoKey {
  const found = KEYS.find((key) => key.publicId === publicId);
  if (!found) throw new Error(`demo: no key ${publicId}`);
  return found;
}

/** The gateway that a key is shown to. A key that another took the place of was shown to the same. */
export function gatewayOf(publicId: string): string | null {
  const name = publicId.replace(/-\d$/, "");
  return FLEET.find(({ key }) => key === name)?.source ?? null;
}
