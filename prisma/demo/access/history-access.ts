import type { AgentKey } from "../agents";
import { AGENTS } from "../agents";
import type { Moment } from "../calendar";
import { approves, asksForRules } from "../deeds-requests";
import { type Deed, type DemoEvent, on } from "../stage";
import { FLEET } from "../traffic/fleet";
import {
  adoptsStandard,
  asksForAccess,
  decidesAccess,
  type Operation,
  proposesStandard,
} from "./deeds-grants";
import { registersKey } from "./deeds-keys";
import { approvesScope, submitsScope } from "./deeds-scope";
import { importsTools, pinsDefinitions, registersServer } from "./deeds-servers";
import { ACCESS_PILOT, PILOT_SERVER } from "./history-pilot";
import { apiKey, otherKey } from "./keys";
import { serverKeys } from "./servers";

/** How the company wrote down what stands and who may call it, in one fortnight, and how it asked for the first grants. */
export function accessBegins(): DemoEvent[] {
  const others = serverKeys().filter((key) => key !== PILOT_SERVER);
  return [
    ...ACCESS_PILOT,
    ...RULES,
    ...inTurn([110, "11:01"], others.map(registersServer)),
    ...inTurn(
      [109, "11:01"],
      others.map((key) => importsTools(key)),
    ),
    ...inTurn(
      [108, "11:01"],
      others.map((key) =>
        pinsDefinitions("jurgen", key, "Read word by word; nothing hidden in it."),
      ),
    ),
    ...inTurn([105, "11:01"], keyRegistrations()),
    on([104, "10:11"], proposesStandard("jurgen", READING_IN_STAGING)),
    on(
      [103, "10:13"],
      adoptsStandard("siobhan", "No production, no writing, half a year at most."),
    ),
    ...inTurn([102, "11:01"], firstGrants()),
    on(
      [99, "10:22"],
      submitsScope("jurgen", "The first document with every server that agents call."),
    ),
    on(
      [98, "10:32"],
      approvesScope("marguerite", "Read with the owners; the weather may stay outside."),
    ),
  ];
}

const RULES: readonly DemoEvent[] = [
  on(
    [111, "10:20"],
    asksForRules(
      "jurgen",
      "keys",
      { maxAgeDays: 180, maxAgeDaysUpstream: 365 },
      "Ninety days were never kept. Half a year is, and each rotation is proven from now on.",
    ),
  ),
  on(
    [110, "10:41"],
    approves("marguerite", "rules of keys", "Half a year, and no exceptions in silence."),
  ),
  on(
    [101, "10:20"],
    asksForRules(
      "jurgen",
      "access-matrix",
      { dormantDays: 60, enforcedStaleHours: 72 },
      "What nobody used for two months is asked for again. Gateways state what they enforce each night; a weekend may pass.",
    ),
  ),
  on([100, "10:41"], approves("ioana", "rules of access-matrix", "")),
];

const READING_IN_STAGING = {
  title: "Reading in staging and development",
  reason: "Test systems hold made-up records, and nothing is changed.",
  environments: ["staging", "development"],
  access: ["read"],
  dataClasses: ["public", "internal", "confidential", "customer-content", "source-code", "payment"],
  maxDays: "183",
  days: 360,
};

/** Keys of agents by their public id; when each was issued. */
const ISSUED: Readonly<Record<string, Moment>> = {
  "carrier-payout-reconciler-prod": [140, "09:12"],
  "claims-triage-prod": [135, "08:44"],
};
const ISSUED_WITH_ALL: Moment = [106, "07:30"];

/** Keys that the fleet shows today were not the first: two were rotated before any gateway was connected. */
const FIRST_OF = {
  "booking-intake-prod": "booking-intake-prod-1",
  "road-replanner-prod": "road-replanner-prod-1",
} as const;

/** What the fortnight wrote down; one agent came later, and the lab shows no keys. */
const REGISTERED: readonly (readonly [string, AgentKey])[] = [
  ["booking-intake-prod", "booking-intake"],
  ["shipment-concierge-prod", "shipment-concierge"],
  ["road-replanner-prod", "road-replanner"],
  ["tariff-classifier-prod", "tariff-classifier"],
  ["claims-triage-prod", "claims-triage"],
  ["freight-invoice-matcher-prod", "freight-invoice-matcher"],
  ["carrier-payout-reconciler-prod", "carrier-payout-reconciler"],
  ["supplier-screener-prod", "supplier-screener"],
  ["incident-summariser-prod", "incident-summariser"],
  ["candidate-shortlister-prod", "candidate-shortlister"],
  ["newsletter-builder-prod", "newsletter-builder"],
  ["pull-request-reviewer-dev", "pull-request-reviewer"],
  ["incident-summariser-stg", "incident-summariser"],
  ["freight-invoice-matcher-stg", "freight-invoice-matcher"],
];

/** Granted and hardly ever used, or for a short time: what was asked for beside what the fleet calls. */
const BESIDE: Readonly<Record<string, readonly Operation[]>> = {
  "tariff-classifier-prod": ["documents.search"],
  "road-replanner-prod": ["tracking.get_events"],
  "carrier-payout-reconciler-prod": ["erp-finance.match_invoice"],
  "freight-invoice-matcher-prod": ["erp-finance.propose_payment"],
};
/** Left out of the first wish; it was asked for by itself, until a day. */
export const LATER: readonly Operation[] = ["claims.request_document"];

function firstOf(publicId: string): string {
  return Object.entries(FIRST_OF).find(([now]) => now === publicId)?.[1] ?? publicId;
}

function keyRegistrations(): Deed[] {
  return [
    ...REGISTERED.map(([publicId, agent]) =>
      registersKey(
        apiKey(firstOf(publicId), agent, AGENTS[agent].owner),
        ISSUED[publicId] ?? ISSUED_WITH_ALL,
      ),
    ),
    ...["release-notes-writer-dev", "erp-finance-upstream", "break-glass-platform"].map(
      (publicId) => registersKey(otherKey(publicId), ISSUED_WITH_ALL),
    ),
  ];
}

// What gateways write an agent calls is what its owner asked for, so that most of what is used is granted.
function firstGrants(): Deed[] {
  const keys: readonly (readonly [string, AgentKey])[] = [
    ...REGISTERED,
    ["release-notes-writer-dev", "release-notes-writer"],
  ];
  return keys.flatMap(([publicId, agent]) => [
    asksForAccess(AGENTS[agent].owner, {
      key: firstOf(publicId),
      operations: operationsOf(publicId),
      purpose: AGENTS[agent].purpose,
      days: publicId.endsWith("-prod") ? 360 : 180,
    }),
    decidesAccess(firstOf(publicId), "Fits the purpose of the agent; no wider than it calls."),
  ]);
}

/** The operations a key calls in the traffic, and what was granted beside. */
export function operationsOf(publicId: string): readonly Operation[] {
  const called: readonly Operation[] = FLEET.find(({ key }) => key === publicId)?.tools ?? [];
  const others = BESIDE[publicId] ?? [];
  return [...called, ...others].filter((operation) => !LATER.includes(operation));
}

/** Deeds one after the other, three minutes apart. */
export function inTurn([day, time]: Moment, deeds: readonly Deed[]): DemoEvent[] {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return deeds.map((deed, index) => {
    const total = hours * 60 + minutes + index * 3;
    return on([day, `${Math.floor(total / 60)}:${total % 60}`], deed);
  });
}
