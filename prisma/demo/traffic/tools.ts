import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { Chance } from "./chance";

/** What an agent of the demo hands to a tool. */
type Arguments = (chance: Chance) => JsonObject;

const shipment = (chance: Chance) => `MVK-${2_600_000 + chance.below(90_000)}`;
const amount = (chance: Chance) => Math.round(5_000 + chance.share() * 900_000) / 100;

/** Tools by the server that offers them. The bare name of a server is its production; others carry their environment. */
export const TOOLS = {
  "shipment-db.query": (chance) => ({
    sql: "select status, eta from shipments where reference = $1",
    values: [shipment(chance)],
  }),
  "shipment-db.update": (chance) => ({
    table: "bookings",
    reference: shipment(chance),
    set: { status: "draft", pallets: 1 + chance.below(33) },
  }),
  "tracking.get_events": (chance) => ({ shipment: shipment(chance), limit: 20 }),
  "tracking.get_eta": (chance) => ({ shipment: shipment(chance) }),
  "mailbox.list_messages": (chance) => ({ folder: "bookings", page: 1 + chance.below(4) }),
  "mailbox.send_reply": (chance) => ({
    thread: `t-${chance.below(40_000)}`,
    text: `We have ${shipment(chance)} on file. Reach the desk at +32 3 555 01 28.`,
  }),
  "documents.search": (chance) => ({
    query: chance.one(["CMR waybill", "packing list", "proof of delivery", "customs invoice"]),
    shipment: shipment(chance),
  }),
  "documents.get": (chance) => ({ id: `doc-${chance.hex(8)}` }),
  "erp-finance.list_invoices": (chance) => ({ carrier: `C-${100 + chance.below(80)}`, open: true }),
  "erp-finance.match_invoice": (chance) => ({
    invoice: `INV-${70_000 + chance.below(9_000)}`,
    amount: amount(chance),
    currency: "EUR",
  }),
  "erp-finance.propose_payment": (chance) => ({
    carrier: `C-${100 + chance.below(80)}`,
    amount: amount(chance),
    iban: "BE71 0961 2345 6769",
  }),
  "erp-finance.delete_vendor": (chance) => ({ vendor: `V-${1_000 + chance.below(400)}` }),
  "claims.list_open": () => ({ regime: "CMR", take: 50 }),
  "claims.get": (chance) => ({ claim: `CL-${8_000 + chance.below(900)}` }),
  "claims.request_document": (chance) => ({
    claim: `CL-${8_000 + chance.below(900)}`,
    to: "claims-desk@shipper.example",
    document: "survey report",
  }),
  "customs.classify": (chance) => ({
    description: chance.one(["Ceramic tiles", "Bicycle parts", "Frozen shrimp", "Wooden pallets"]),
    origin: chance.one(["VN", "CN", "TR", "EC"]),
  }),
  "customs.get_tariff": (chance) => ({
    code: `${6_900 + chance.below(90)}.${10 + chance.below(80)}`,
  }),
  "tms.list_trips": (chance) => ({ depot: chance.one(["ANR", "GDN", "OPO"]), open: true }),
  "tms.replan_trip": (chance) => ({ trip: `T-${chance.below(60_000)}`, reason: "traffic" }),
  "github.get_pull_request": (chance) => ({
    repository: "tms-core",
    number: 3_000 + chance.below(900),
  }),
  "github.comment": (chance) => ({
    repository: "tms-core",
    number: 3_000 + chance.below(900),
    body: "The retry has no limit here.",
  }),
  "github.delete_branch": (chance) => ({
    repository: "tms-core",
    branch: `release/${chance.below(60)}`,
  }),
  "observability.search_logs": (chance) => ({
    service: chance.one(["booking-api", "edi-gateway", "portal"]),
    minutes: 15,
  }),
  "observability.get_incident": (chance) => ({ incident: `INC-${4_000 + chance.below(300)}` }),
  "vendors.screen": (chance) => ({ vendor: `V-${1_000 + chance.below(400)}`, lists: ["EU", "UN"] }),
  "people-desk.list_applications": (chance) => ({ opening: `R-${chance.below(40)}`, take: 25 }),
  "content.render_newsletter": (chance) => ({ edition: chance.below(40), segment: "shippers" }),
} as const satisfies Record<string, Arguments>;

/** `server.tool`. */
export type ToolName = keyof typeof TOOLS;

/** A tool by its two names. */
export function partsOf(tool: ToolName): { server: string; name: string } {
  const dot = tool.indexOf(".");
  return { server: tool.slice(0, dot), name: tool.slice(dot + 1) };
}
