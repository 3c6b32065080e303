import type { DataClass } from "@/lib/core/data-classes";
import type { Environment } from "@/lib/core/environments";
import type { PersonKey } from "../people";

type Access = "read" | "write" | "delete";

/** A tool as its server tells of it, and what the person who imported it said that it is. */
export type DemoTool = {
  readonly access: Access;
  readonly dataClasses: readonly DataClass[];
  readonly says: string;
  readonly meaning: string;
};

/** An MCP server of the company, as its form was filled in. The bare name is its production; others carry their environment. */
export type DemoServer = {
  readonly name: string;
  readonly purpose: string;
  readonly provider?: string;
  readonly owner: PersonKey;
  readonly deputy?: PersonKey;
  readonly dataClasses: readonly DataClass[];
  readonly environments: readonly Environment[];
  /** Why not, for those out of scope. */
  readonly outOfScope?: string;
  readonly tools: Readonly<Record<string, DemoTool>>;
};

const tool =
  (access: Access) =>
  (meaning: string, dataClasses: readonly DataClass[], says = meaning): DemoTool => ({
    ...{ access, meaning, dataClasses, says },
  });
const [reads, writes, deletes] = [tool("read"), tool("write"), tool("delete")];

const BOTH = ["production", "staging"] as const;

/** Servers by what gateways call them in production. */
export const SERVERS = {
  "shipment-db": {
    name: "Shipment database",
    purpose: "Bookings and consignments of all desks, for agents that answer or draft.",
    owner: "bram",
    deputy: "birgitta",
    dataClasses: ["internal", "customer-content", "personal"],
    environments: BOTH,
    tools: {
      query: reads("Looks up bookings and consignments.", ["customer-content", "personal"]),
      update: writes(
        "Writes draft bookings for a dispatcher to confirm.",
        ["customer-content"],
        "Writes draft bookings. A dispatcher confirms each before it counts.",
      ),
      export_table: reads("Takes whole tables out.", ["customer-content", "personal"]),
    },
  },
  tracking: {
    name: "Tracking",
    purpose: "Where consignments are and when they arrive.",
    owner: "kacper",
    deputy: "bram",
    dataClasses: ["internal", "customer-content"],
    environments: BOTH,
    tools: {
      get_events: reads("Lists what happened to a consignment.", ["customer-content"]),
      get_eta: reads("Says when a consignment arrives.", ["internal"]),
    },
  },
  mailbox: {
    name: "Booking mailbox",
    purpose: "The shared mailbox of the booking desk.",
    owner: "katarzyna",
    deputy: "bram",
    dataClasses: ["customer-content", "personal"],
    environments: BOTH,
    tools: {
      list_messages: reads("Reads messages of the booking desk.", ["customer-content", "personal"]),
      send_reply: writes("Answers shippers in the name of the desk.", ["personal"]),
      delete_message: deletes("Deletes messages for good.", ["personal"]),
    },
  },
  documents: {
    name: "Documents",
    purpose: "Waybills, packing lists, contracts and certificates.",
    owner: "noemie",
    deputy: "rui",
    dataClasses: ["confidential"],
    environments: BOTH,
    tools: {
      search: reads("Finds documents by their text.", ["confidential"]),
      get: reads("Opens a document.", ["confidential"]),
      delete: deletes("Deletes a document after its retention.", ["confidential"]),
    },
  },
  "erp-finance": {
    name: "ERP finance",
    purpose: "Carrier invoices, matching and payment proposals.",
    owner: "zoltan",
    deputy: "ingrid",
    dataClasses: ["confidential", "payment"],
    environments: BOTH,
    tools: {
      list_invoices: reads("Lists carrier invoices.", ["confidential", "payment"]),
      match_invoice: writes("Matches an invoice to an order within its tolerance.", ["payment"]),
      propose_payment: writes("Proposes a payment, which treasury releases.", ["payment"]),
      delete_vendor: deletes("Deletes a vendor with its bank details.", ["payment"]),
    },
  },
  claims: {
    name: "Claims",
    purpose: "Damage and loss claims under CMR and the Hague rules.",
    owner: "ingrid",
    deputy: "katarzyna",
    dataClasses: ["confidential", "customer-content", "personal"],
    environments: ["production"],
    tools: {
      list_open: reads("Lists open claims.", ["confidential"]),
      get: reads("Opens a claim with its papers.", ["confidential", "personal"]),
      request_document: writes("Asks a shipper for a document.", ["personal"]),
    },
  },
  customs: {
    name: "Customs tariff",
    purpose: "Tariff codes and duties of the Union.",
    owner: "paolo",
    deputy: "ingrid",
    dataClasses: ["public", "confidential"],
    environments: BOTH,
    tools: {
      classify: reads("Proposes a tariff code for goods.", ["confidential"]),
      get_tariff: reads("Looks a tariff code up.", ["public"]),
    },
  },
  tms: {
    name: "Transport management",
    purpose: "Trips, vehicles and drivers of road transport.",
    owner: "ingrid",
    deputy: "bram",
    dataClasses: ["internal", "personal"],
    environments: ["production", "development"],
    tools: {
      list_trips: reads("Lists trips with their vehicles.", ["internal", "personal"]),
      replan_trip: writes("Moves a trip within the limits that planners set.", ["internal"]),
      cancel_trip: deletes("Cancels a trip and frees its vehicle.", ["internal"]),
    },
  },
  github: {
    name: "GitHub",
    provider: "GitHub, Inc.",
    purpose: "Pull requests of the booking platform.",
    owner: "birgitta",
    deputy: "kacper",
    dataClasses: ["source-code"],
    environments: ["development"],
    tools: {
      get_pull_request: reads("Reads a pull request with its changes.", ["source-code"]),
      comment: writes("Writes a comment on a pull request.", ["source-code"]),
      // Its delete_branch was tried, and nobody has registered it.
    },
  },
  observability: {
    name: "Observability",
    purpose: "Logs and incidents of the platform.",
    owner: "birgitta",
    deputy: "bram",
    dataClasses: ["internal", "credentials"],
    environments: BOTH,
    tools: {
      search_logs: reads("Searches log lines; secrets in them are masked.", ["internal"]),
      get_incident: reads("Opens an incident with its timeline.", ["internal"]),
      silence_alert: writes("Silences an alert for an hour.", ["internal"]),
    },
  },
  vendors: {
    name: "Vendor screening",
    provider: "Clearlist B.V.",
    purpose: "Sanctions lists and register extracts of suppliers.",
    owner: "paolo",
    deputy: "zoltan",
    dataClasses: ["public", "confidential"],
    environments: ["production"],
    tools: { screen: reads("Compares a supplier with the lists.", ["public", "confidential"]) },
  },
  "people-desk": {
    name: "People desk",
    provider: "Werkvloer NV",
    purpose: "Applications for posts, for the two recruiters.",
    owner: "lea",
    deputy: "ingrid",
    dataClasses: ["personal", "special-category"],
    environments: ["production"],
    tools: {
      list_applications: reads("Reads applications of an opening.", ["personal"]),
    },
  },
  content: {
    name: "Newsletter content",
    purpose: "Texts and pictures of the monthly newsletter.",
    owner: "celine",
    deputy: "birgitta",
    dataClasses: ["public", "internal"],
    environments: ["production"],
    tools: { render_newsletter: writes("Renders an edition as a draft.", ["internal"]) },
  },
  "route-weather": {
    name: "Route weather",
    provider: "Nordmeteo AS",
    purpose: "Public forecasts along a route.",
    owner: "dimitra",
    dataClasses: ["public"],
    environments: ["production"],
    outOfScope: "Public forecasts only: no data of ours goes in, and nobody acts on it alone.",
    tools: { get_forecast: reads("Gives the public forecast of a place.", ["public"]) },
  },
} as const satisfies Record<string, DemoServer>;

export type ServerKey = keyof typeof SERVERS;

export function serverKeys(): ServerKey[] {
  return Object.keys(SERVERS).filter((key): key is ServerKey => key in SERVERS);
}

/** What gateways call a server in an environment. */
export function calledIn(server: string, environment: string): string {
  return environment === "production" ? server : `${server}-${environment}`;
}
