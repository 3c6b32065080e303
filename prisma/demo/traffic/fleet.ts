import type { AgentKey } from "../agents";
import type { Moment } from "../calendar";
import type { SourceKey } from "./sources";
import type { ToolName } from "./tools";

/** When an agent is at work: with the people of an office, all week with the shippers, or round the clock. */
export type Hours = "office" | "shippers" | "always";

export type Environment = "production" | "staging" | "development";

/** One key of one agent, and what it is used for. */
export type Caller = {
  readonly agent: AgentKey | ShadowAgent | null;
  readonly key: string;
  readonly source: SourceKey;
  readonly environment: Environment;
  /** The first is called most. */
  readonly tools: readonly [ToolName, ...ToolName[]];
  /** Calls of a working day, while all agents together make about a thousand. */
  readonly perDay: number;
  readonly hours: Hours;
  readonly client: string;
  /** Calls are made for one of so many people, who are named by number. */
  readonly people?: number;
  readonly from?: Moment;
  readonly until?: Moment;
};

/** Nobody has registered them. */
type ShadowAgent = "quote-scraper" | "route-whisperer" | "hr-faq-bot" | "excel-helper-jdw";

const caller = (
  agent: Caller["agent"],
  source: SourceKey,
  [perDay, hours]: readonly [number, Hours],
  tools: Caller["tools"],
  more: Partial<Caller> = {},
): Caller => {
  const environment = more.environment ?? "production";
  const key = `${agent ?? "unnamed"}-${{ production: "prod", staging: "stg", development: "dev" }[environment]}`;
  const client = "langgraph/0.6.2";
  return { ...{ agent, source, perDay, hours, tools, environment, key, client }, ...more };
};

const [STAGING, DEVELOPMENT] = [
  { environment: "staging" },
  { environment: "development" },
] as const satisfies readonly Partial<Caller>[];

/** Everybody who calls in an ordinary week. Who left or was suspended in the story calls no more from then on. */
export const FLEET: readonly Caller[] = [
  caller(
    "booking-intake",
    "edge-antwerp",
    [130, "office"],
    ["mailbox.list_messages", "shipment-db.query", "shipment-db.update", "documents.search"],
  ),
  caller(
    "shipment-concierge",
    "edge-antwerp",
    [170, "shippers"],
    ["tracking.get_events", "tracking.get_eta", "documents.get"],
    { people: 220, client: "portal-chat/4.2" },
  ),
  caller(
    "road-replanner",
    "edge-antwerp",
    [96, "always"],
    ["tms.list_trips", "tracking.get_eta", "tms.replan_trip"],
  ),
  caller(
    "tariff-classifier",
    "edge-antwerp",
    [60, "office"],
    ["customs.classify", "customs.get_tariff"],
    { people: 14 },
  ),
  caller(
    "claims-triage",
    "llm-proxy",
    [48, "office"],
    ["claims.list_open", "claims.get", "documents.search", "claims.request_document"],
  ),
  caller(
    "freight-invoice-matcher",
    "llm-proxy",
    [110, "office"],
    ["erp-finance.list_invoices", "erp-finance.match_invoice", "documents.get"],
  ),
  caller(
    "carrier-payout-reconciler",
    "llm-proxy",
    [52, "office"],
    ["erp-finance.list_invoices", "erp-finance.propose_payment"],
  ),
  caller("supplier-screener", "llm-proxy", [22, "office"], ["vendors.screen", "documents.search"]),
  caller(
    "incident-summariser",
    "obot-desk",
    [64, "always"],
    ["observability.search_logs", "observability.get_incident"],
    { client: "obot/0.23" },
  ),
  caller("candidate-shortlister", "obot-desk", [26, "office"], ["people-desk.list_applications"], {
    until: [22, "07:20"],
    client: "obot/0.23",
  }),
  caller("newsletter-builder", "obot-desk", [12, "office"], ["content.render_newsletter"], {
    until: [52, "10:20"],
    client: "obot/0.23",
  }),
  caller(
    "pull-request-reviewer",
    "otel-dev",
    [88, "office"],
    ["github.get_pull_request", "github.comment"],
    { ...DEVELOPMENT, people: 30, client: "claude-code/2.0.14" },
  ),
  caller(
    "release-notes-writer",
    "otel-dev",
    [24, "office"],
    ["github.get_pull_request"],
    DEVELOPMENT,
  ),
  caller("incident-summariser", "otel-dev", [18, "office"], ["observability.search_logs"], STAGING),
  caller(
    "booking-intake",
    "toolhive-lab",
    [24, "office"],
    ["shipment-db.query", "mailbox.list_messages"],
    STAGING,
  ),
  caller("shipment-concierge", "toolhive-lab", [20, "office"], ["tracking.get_events"], STAGING),
  caller("tariff-classifier", "toolhive-lab", [12, "office"], ["customs.classify"], STAGING),
  caller(
    "freight-invoice-matcher",
    "toolhive-lab",
    [14, "office"],
    ["erp-finance.match_invoice"],
    STAGING,
  ),
  caller(
    "contract-indexer",
    "toolhive-lab",
    [10, "office"],
    ["documents.search", "documents.get"],
    { ...STAGING, from: [9, "13:15"] },
  ),
  caller("road-replanner", "toolhive-lab", [16, "office"], ["tms.replan_trip"], DEVELOPMENT),
  // Nobody has registered these.
  caller("quote-scraper", "edge-antwerp", [6, "office"], ["documents.search"], {
    from: [40, "08:00"],
    client: "python-httpx/0.28.1",
  }),
  caller("route-whisperer", "llm-proxy", [4, "office"], ["tms.list_trips", "tracking.get_eta"], {
    from: [58, "09:00"],
  }),
  caller("hr-faq-bot", "obot-desk", [7, "office"], ["people-desk.list_applications"], {
    from: [6, "09:30"],
    client: "obot/0.23",
  }),
  caller("excel-helper-jdw", "otel-dev", [5, "office"], ["shipment-db.query"], {
    ...STAGING,
    from: [13, "07:45"],
    client: "excel-addin/1.4",
  }),
  caller(null, "edge-antwerp", [3, "office"], ["tracking.get_events"], {
    key: "rotterdam-test-key",
    from: [25, "10:00"],
    client: "curl/8.9",
  }),
  // The same agent with another key, by night and by day. Last here, so that it changes no call of the others.
  caller("freight-invoice-matcher", "llm-proxy", [6, "always"], ["erp-finance.list_invoices"], {
    key: "freight-invoice-matcher-night",
  }),
];
