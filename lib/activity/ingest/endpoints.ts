// gateway-logs §5.1: what stands behind each address for machines: how its body is taken apart, and in which form its sender
// is answered. Free of Next: lib/server/define-ingest.ts makes routes of them.
import type { CommandContext } from "@/lib/change-log/transact";
import { bodyBound } from "../decode/body-bound";
import { cloudEventsMode } from "../decode/cloud-events";
import {
  elasticErrorReply,
  hecErrorReply,
  pushErrorReply,
  type Refused,
} from "../decode/error-reply";
import type { OtlpSignal } from "../decode/otlp-messages";
import { otlpEncoding, otlpErrorReply, otlpReply } from "../decode/otlp-reply";
import { bulkReply, dockerHookReply, hecReply, pushReply, type Reply } from "../decode/reply";
import { ELASTIC_HEADERS } from "./elastic-server";
import { type PushOutcome, type PushRequest, push } from "./push";

type Received = {
  readonly sourceId: string;
  readonly body: Uint8Array;
  readonly headers: Headers;
  readonly query: URLSearchParams;
  readonly place: Readonly<Record<string, string>>;
};

type Way = Pick<PushRequest, "format" | "transport" | "index" | "wantsReceipts">;
type Answer = Reply & { readonly headers?: Readonly<Record<string, string>> };

type EndpointSpec = {
  readonly way: (received: Received) => Way;
  readonly reply: (outcome: PushOutcome, received: Received, tookMs: number) => Answer;
  readonly refuse: (refused: Refused, headers: Headers) => Answer;
};

function endpoint({ way, reply, refuse }: EndpointSpec) {
  return {
    boundOf: bodyBound,
    take: async (ctx: CommandContext, received: Received): Promise<Answer> => {
      const since = performance.now();
      const { sourceId, body, headers } = received;
      const outcome = await push(ctx, {
        ...{ sourceId, body },
        encoding: headers.get("content-encoding"),
        contentType: headers.get("content-type"),
        headers: withoutSecrets(headers),
        ...way(received),
      });
      return reply(outcome, received, performance.now() - since);
    },
    refuse,
  };
}

const SECRET_HEADERS = new Set(["authorization", "cookie", "proxy-authorization", "x-api-key"]);

/** What a sender shows to come in is nobody's business behind the door. */
function withoutSecrets(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !SECRET_HEADERS.has(name)));
}

/** OTLP over HTTP, in JSON and protobuf, answered in the encoding of the request. */
export const otlpEndpoint = (signal: OtlpSignal) =>
  endpoint({
    way: () => ({ format: `otlp-${signal}`, transport: "otlp" }),
    reply: ({ quarantined, quarantineReasons }, { headers }) =>
      otlpReply(signal, encodingOf(headers), {
        rejected: quarantined,
        why: quarantineReasons.slice(0, REASONS_TOLD).join("; "),
      }),
    refuse: (refused, headers) => otlpErrorReply(encodingOf(headers), refused.status, refused),
  });

const REASONS_TOLD = 3;

const encodingOf = (headers: Headers) => otlpEncoding(headers.get("content-type")) ?? "json";

/** Any shape of JSON, and CloudEvents where a header says so. */
export const linesEndpoint = endpoint({
  way: ({ headers, query }) => ({
    format: cloudEventsMode(headers) === null ? "lines" : "cloudevents",
    transport: "http",
    wantsReceipts: query.get("receipts") === "1",
  }),
  reply: (outcome) => pushReply(outcome),
  refuse: pushErrorReply,
});

/** Splunk's collector: events, or what the sender wrote without a wrapper. */
export const hecEndpoint = (format: "splunk" | "splunk-raw") =>
  endpoint({
    way: () => ({ format, transport: "splunk-hec" }),
    reply: () => hecReply(),
    refuse: hecErrorReply,
  });

/** Elasticsearch's bulk requests, with or without an index in the address. */
export const bulkEndpoint = endpoint({
  way: ({ place }) => ({
    format: "elastic",
    transport: "elastic-bulk",
    index: place.index ?? null,
  }),
  reply: ({ items = [], duplicatesAt: duplicates, batchId }, _received, tookMs) => ({
    ...bulkReply({ items, duplicates, batchId, tookMs }),
    headers: ELASTIC_HEADERS,
  }),
  refuse: (refused) => ({ ...elasticErrorReply(refused), headers: ELASTIC_HEADERS }),
});

/** What clients of Elasticsearch ask, with the token of a source. */
export const elasticQuestion = (answer: () => Reply) => ({
  boundOf: bodyBound,
  take: async (): Promise<Answer> => ({ ...answer(), headers: ELASTIC_HEADERS }),
  refuse: bulkEndpoint.refuse,
});

/** Docker's interceptors. A body would be taken for the tool's result, also where nothing was taken in. */
export const dockerHookEndpoint = endpoint({
  way: () => ({ format: "docker-hook", transport: "docker-hook" }),
  reply: () => dockerHookReply(),
  refuse: ({ status }) => ({ ...dockerHookReply(), status }),
});
