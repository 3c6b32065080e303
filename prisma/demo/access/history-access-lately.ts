import { AGENTS } from "../agents";
import { type DemoEvent, on } from "../stage";
import {
  acknowledgesEmergency,
  endsEmergency,
  judgesEmergency,
  takesEmergency,
} from "./deeds-emergencies";
import {
  asksForAccess,
  asksForRemoval,
  asksForWildcard,
  decidesAccess,
  writesGrantBehind,
} from "./deeds-grants";
import {
  agreesToKeepKey,
  asksToKeepKey,
  beginsRotation,
  endsRotation,
  registersKey,
  revokes,
} from "./deeds-keys";
import { importsTools } from "./deeds-servers";
import { operationsOf } from "./history-access";
import { apiKey } from "./keys";

/** What became of the grants since: rotations, exceptions, emergencies, and what nobody asked for. */
export const ACCESS_LATELY: readonly DemoEvent[] = [
  // Rotated on schedule, before the first gateway was connected.
  on(
    [98, "09:06"],
    beginsRotation("katarzyna", ["booking-intake-prod-1", bookingKey()], {
      ...{ reason: "scheduled", overlapDays: 3 },
      note: "The first key was older than the register.",
    }),
  ),
  on([98, "09:26"], asksAnew("booking-intake", "booking-intake-prod")),
  on([97, "13:06"], decidesAccess("booking-intake-prod", "The same access under the new key.")),
  on(
    [96, "08:16"],
    endsRotation("katarzyna", "booking-intake-prod-1", "Shown to Edge Antwerp with curl: 401."),
  ),
  on(
    [96, "08:36"],
    asksForRemoval("katarzyna", {
      key: "booking-intake-prod-1",
      reason: "The key is revoked, and its grants serve nobody any more.",
    }),
  ),
  on([96, "14:06"], decidesAccess("booking-intake-prod-1", "Nothing is lost.")),

  // Rotated because somebody could have read it.
  on(
    [92, "10:06"],
    beginsRotation("dimitra", ["road-replanner-prod-1", replannerKey()], {
      ...{ reason: "compromise", overlapDays: 1 },
      note: "Its secret stood in a shell history on a shared machine.",
    }),
  ),
  on([92, "10:26"], asksAnew("road-replanner", "road-replanner-prod")),
  on(
    [92, "11:16"],
    decidesAccess("road-replanner-prod", "Night shift depends on it; same access."),
  ),
  on(
    [92, "13:36"],
    endsRotation("dimitra", "road-replanner-prod-1", "Shown to Edge Antwerp with curl: 401."),
  ),
  on(
    [92, "13:46"],
    asksForRemoval("dimitra", {
      key: "road-replanner-prod-1",
      reason: "The key is revoked after a possible compromise.",
    }),
  ),
  on([91, "09:26"], decidesAccess("road-replanner-prod-1", "")),

  // For a peak of the season only, and the gateway was never told that it is over.
  on(
    [75, "09:36"],
    asksForAccess("rui", {
      key: "claims-triage-prod",
      operations: ["claims.request_document"],
      purpose: "Ask shippers for missing papers while the season lasts.",
      days: 85,
    }),
  ),
  on([74, "10:16"], decidesAccess("claims-triage-prod", "Until the season is over.")),

  on([52, "10:46"], revokes("celine", "newsletter-builder-prod", "The agent is retired.")),

  on(
    [34, "09:56"],
    asksForWildcard("kacper", {
      key: "incident-summariser-prod",
      server: "observability",
      purpose: "Summarise incidents while the log platform is moved.",
      reason: "Its operations are renamed every week of the move; single grants would lag behind.",
      measures: "Silencing alerts is off at the platform; every call is looked at on Mondays.",
      days: 80,
    }),
  ),
  on([33, "11:26"], decidesAccess("incident-summariser-prod", "For the time of the move only.")),

  // Taken at night, acknowledged at once, judged the next day.
  on(
    [17, "15:08"],
    takesEmergency("kacper", {
      key: "break-glass-platform",
      operations: ["shipment-db.query", "shipment-db.update"],
      reason: "Bookings of the afternoon hang after a failed migration; CHG-2304.",
      ...{ onCall: "bram", minutes: 90 },
    }),
  ),
  on([17, "15:11"], acknowledgesEmergency("bram")),
  on([17, "15:49"], endsEmergency("kacper", "All 41 bookings are through.")),
  on([16, "09:06"], judgesEmergency("jurgen", "Two kinds of calls, both for the 41 bookings.")),

  on(
    [9, "13:41"],
    registersKey(apiKey("contract-indexer-stg", "contract-indexer", "noemie"), [9, "13:30"]),
  ),
  on(
    [9, "13:46"],
    asksForAccess("noemie", {
      key: "contract-indexer-stg",
      operations: operationsOf("contract-indexer-stg"),
      purpose: AGENTS["contract-indexer"].purpose,
      days: 120,
    }),
  ),

  on(
    [9, "10:36"],
    asksToKeepKey("rui", "claims-triage-prod", {
      reason: "The claims desk moves to another vault this month; two rotations would cross.",
      measures: "Calls from other addresses than the desk's are refused by the proxy.",
      days: 60,
    }),
  ),
  on([8, "09:16"], agreesToKeepKey("siobhan", "claims-triage-prod", "Until the move is done.")),

  // Taken by the book, and judged by nobody in time.
  on(
    [4, "15:12"],
    takesEmergency("kacper", {
      key: "break-glass-platform",
      operations: ["erp-finance.list_invoices"],
      reason: "The payment run stopped and nobody of finance can be reached.",
      ...{ onCall: "bram", minutes: 30 },
    }),
  ),
  on([4, "15:14"], acknowledgesEmergency("bram")),

  // SCN-14: the server says something else since the night. The grants of it rest on the old wording.
  on(
    [3, "07:10"],
    importsTools("shipment-db", {
      update:
        "Writes bookings. A dispatcher confirms drafts; bookings with a known reference count at once.",
    }),
  ),

  on(
    [1, "09:16"],
    beginsRotation("elisabet", ["freight-invoice-matcher-stg", matcherKey()], {
      ...{ reason: "scheduled", overlapDays: 6 },
      note: "Before the half-year is over.",
    }),
  ),
  on(
    [1, "08:52"],
    writesGrantBehind("tomasz", ["supplier-screener-prod", "erp-finance.delete_vendor"]),
  ),
  // Still waits for the owner of the server.
  on(
    [0, "09:18"],
    asksForAccess("dimitra", {
      key: "road-replanner-prod",
      operations: ["tms.cancel_trip"],
      purpose: "Cancel trips whose driver is over their hours.",
      days: 90,
    }),
  ),
];

function asksAnew(agent: "booking-intake" | "road-replanner", key: string) {
  return asksForAccess(AGENTS[agent].owner, {
    key,
    operations: operationsOf(key),
    purpose: AGENTS[agent].purpose,
    days: 360,
  });
}

function bookingKey() {
  return apiKey("booking-intake-prod", "booking-intake", "katarzyna");
}

function replannerKey() {
  return apiKey("road-replanner-prod", "road-replanner", "dimitra");
}

function matcherKey() {
  return apiKey("freight-invoice-matcher-stg-2", "freight-invoice-matcher", "elisabet");
}
