// What the gateways of the demo say that they enforce: each night, and not always what was granted.
import { receivePolicy } from "@/lib/access-matrix/enforced/commands/receive-policy";
import { policyOf } from "@/lib/access-matrix/enforced/policy-lines";
import type { Actor } from "@/lib/auth/actor";
import { SOURCE_GRANTS } from "@/lib/auth/permissions";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import { instantOf, type Moment } from "../calendar";
import { contextOf, type Stage } from "../stage";
import { type SourceKey, sourceKeys } from "../traffic/sources";
import { gatewayOf } from "./keys";
import { calledIn } from "./servers";

type Line = { principal: string; server: string; operation: string; environment: string };

/** A line that is enforced from then on although nobody granted it. */
type Planted = Line & { readonly source: SourceKey; readonly from: Moment };

const production = (principal: string, server: string, operation: string): Line => ({
  ...{ principal, server, operation, environment: "production" },
});

const PLANTED: readonly Planted[] = [
  {
    ...production("booking-intake-prod", "mailbox", "send_reply"),
    ...{ source: "edge-antwerp", from: [29, "16:20"] },
  },
  // Nobody knows these two.
  {
    ...production("legacy-edi-bridge", "shipment-db", "query"),
    ...{ source: "edge-antwerp", from: [120, "08:00"] },
  },
  {
    ...production("rotterdam-test-key", "tracking", "get_events"),
    ...{ source: "edge-antwerp", from: [25, "09:50"] },
  },
  {
    ...production("release-notes-writer-dev", "documents", "search"),
    ...{ source: "edge-antwerp", from: [2, "11:00"] },
  },
  // Its grant has run out by its date, and nobody told the proxy.
  {
    ...production("claims-triage-prod", "claims", "request_document"),
    ...{ source: "llm-proxy", from: [74, "12:00"] },
  },
  // Granted once; a review took it away, and nobody takes it from the proxy.
  {
    ...production("supplier-screener-prod", "documents", "search"),
    ...{ source: "llm-proxy", from: [95, "08:00"] },
  },
  // Its agent is retired and its key is revoked.
  {
    ...production("newsletter-builder-prod", "content", "render_newsletter"),
    ...{ source: "obot-desk", from: [102, "15:00"] },
  },
  {
    ...production("hr-faq-bot-prod", "people-desk", "list_applications"),
    ...{ source: "obot-desk", from: [6, "09:00"] },
  },
];

/** Granted, and never given to the gateway, or taken from it by somebody. */
const LEFT_OUT: readonly (Line & { readonly from: Moment })[] = [
  { ...production("road-replanner-prod", "tracking", "get_events"), from: [120, "08:00"] },
  { ...production("tariff-classifier-prod", "documents", "search"), from: [6, "16:00"] },
];

/** The lab has said nothing for days. */
const SILENT_SINCE: Partial<Record<SourceKey, Moment>> = { "toolhive-lab": [5, "00:00"] };

/**
 * Each night since it was connected, and until an instant, each gateway says what it enforces: what is granted by then as the
 * register has it now, but for what is planted. What has been stated already is not stated again. `now`: from when moments are told.
 */
export async function stateEnforced(
  stage: Stage,
  { until, now }: { until: Date; now: Date },
): Promise<void> {
  const grants = await grantedLines();
  for (const [nth, source] of sourceKeys().entries()) {
    const connected = await read().source.findUnique({ where: { id: source } });
    if (!connected) throw new Error(`demo: ${source} is not connected`);
    const stated = await read().enforcedPolicy.aggregate({
      where: { sourceId: source },
      _max: { confirmedAt: true },
    });
    const after = stated._max.confirmedAt ?? connected.addedAt;
    const silent = SILENT_SINCE[source];
    const last = silent ? earlier(instantOf(now, silent), until) : until;
    for (const night of nights(connected.addedAt, last, nth)) {
      if (night > after) await state({ stage, source, grants, now }, night);
    }
  }
}

type Stating = { stage: Stage; source: SourceKey; grants: readonly Granted[]; now: Date };

async function state({ stage, source, grants, now }: Stating, at: Date): Promise<void> {
  const granted = grants.filter(
    (grant) => gatewayOf(grant.line.principal) === source && grant.from <= at && at < grant.to,
  );
  const planted = PLANTED.filter(
    (line) => line.source === source && instantOf(now, line.from) <= at,
  );
  const lines = [...granted.map(({ line }) => line), ...planted].filter(
    (line) =>
      !LEFT_OUT.some((left) => textOf(left) === textOf(line) && instantOf(now, left.from) <= at),
  );
  const policy = await policyOf(lines.map(bare));
  const actor: Actor = { kind: "source", id: source, grants: SOURCE_GRANTS };
  await receivePolicy(contextOf(stage, actor, new Date(at.getTime() + 4_000)), {
    ...{ sourceId: source, channel: "push" },
    statement: { label: `nightly ${at.toISOString().slice(0, 10)}`, statedAt: at, policy },
  });
}

/** At two in the morning, one source after the other. */
function nights(since: Date, until: Date, nth: number): Date[] {
  const first = Math.floor(since.getTime() / DAY_MS) * DAY_MS + 2 * HOUR_MS + nth * 7 * MINUTE_MS;
  const count = Math.max(0, Math.ceil((until.getTime() - first) / DAY_MS));
  return Array.from({ length: count }, (_, day) => new Date(first + day * DAY_MS)).filter(
    (night) => night > since && night < until,
  );
}

type Granted = { line: Line; from: Date; to: Date };

const FOR_EVER = new Date(8.64e15);

/** What was ever granted, as a gateway would be told of it; emergencies last for hours only, and it is told at night. */
async function grantedLines(): Promise<Granted[]> {
  const [grants, keys, servers] = await Promise.all([
    read().grant.findMany({
      // What somebody wrote behind the application was brought to no gateway either.
      where: {
        OR: [
          { kind: "normal", requestId: { not: null } },
          { standardId: { not: null } },
          { replacesId: { not: null } },
        ],
      },
      orderBy: [{ fromAt: "asc" }, { id: "asc" }],
      take: 10_000,
    }),
    read().key.findMany({ select: { id: true, publicId: true } }),
    read().server.findMany({ include: { operations: { select: { id: true, name: true } } } }),
  ]);
  return grants.map((grant) => {
    const key = keys.find(({ id }) => id === grant.keyId);
    const server = servers.find(({ id }) => id === grant.serverId);
    const operation = server?.operations.find(({ id }) => id === grant.operationId);
    return {
      line: {
        principal: key?.publicId ?? "",
        server: calledIn(server?.slug ?? "", grant.environment),
        operation: operation?.name ?? "*",
        environment: grant.environment,
      },
      from: grant.fromAt,
      to: earlier(grant.until ?? FOR_EVER, grant.endedAt ?? FOR_EVER),
    };
  });
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function bare({ principal, server, operation, environment }: Line): Line {
  return { principal, server, operation, environment };
}

function textOf(line: Line): string {
  return Object.values(bare(line)).join(" ");
}
