// gateway-logs §6, adapter 1: log records over OTLP: of agentgateway, MintMCP, MCP Manager and Envoy by their own names, of all
// others by those of the conventions.
import { isJsonObject } from "@/lib/ledger/json-shape";
import type { Draft } from "../../record/draft";
import { fieldsOf } from "../../record/draft";
import { sequenceOf } from "../../record/sequence";
import type { Adapted, Skipped, SourceFacts } from "../adapter";
import { envoyLines, isEnvoyLine } from "../envoy-lines";
import { unwrapped } from "../json-rpc";
import { agentgatewayLog, isAgentgatewayLog } from "./agentgateway-records";
import { httpStatus } from "./http-spans";
import { type LogRecord, logTime } from "./log-record";
import { isMcpManagerLog, mcpManagerLogs } from "./mcp-manager";
import { isMintmcpLog, mintmcpLog } from "./mintmcp";
import { kindOf, semconvFields, semconvOutcome } from "./semconv";

/** Drafts of the calls among the log records of one request. */
export function readLogs(logs: readonly LogRecord[], facts: SourceFacts): Adapted {
  const drafts: Draft[] = [];
  const skipped: Skipped[] = [];
  const { managed, envoy, single } = Object.groupBy(logs, familyOf);
  for (const log of single ?? []) {
    const read = readOne(log);
    if (read.length > 0) drafts.push(...read);
    else skipped.push({ position: log.position, why: "This log record is no call." });
  }
  const messages = mcpManagerLogs(managed ?? []);
  const why = "This log record of MCP Manager belongs to no message.";
  skipped.push(...messages.rest.map((position) => ({ position, why })));
  const lines = envoyLines(
    (envoy ?? []).map(({ position, at, record }) => ({
      position,
      at,
      time: logTime(record, "logged"),
    })),
    facts,
  );
  drafts.push(...messages.drafts, ...lines.drafts);
  skipped.push(...lines.skipped);
  return { drafts, skipped, quarantined: [] };
}

function familyOf(log: LogRecord): "managed" | "envoy" | "single" {
  if (isMcpManagerLog(log)) return "managed";
  return isJsonObject(log.at.value) && isEnvoyLine(log.at.value) ? "envoy" : "single";
}

function readOne(log: LogRecord): readonly Draft[] {
  if (isAgentgatewayLog(log)) return [agentgatewayLog(log)];
  if (isMintmcpLog(log)) return mintmcpLog(log);
  return log.at.text("/mcp.method.name") ? [semconvLog(log)] : [];
}

/** Several log records may tell of one span: only their place tells them apart. */
function semconvLog({ at, record, position, service }: LogRecord): Draft {
  const result = unwrapped(at.json("/gen_ai.tool.call.result"));
  const status = httpStatus(at);
  return {
    kind: kindOf(at, ""),
    key: { kind: "position", position },
    positions: [position],
    sequence: sequenceOf(at),
    gateway: service,
    fields: {
      ...semconvFields({ at, record, name: "", kind: "other" }),
      ...logTime(record, "logged"),
      ...fieldsOf({
        outcome:
          semconvOutcome({ at }, status) ??
          ({ value: "success_unverified", path: at.at, state: "derived" } as const),
        trace_id: record.text("/log/traceId"),
        span_id: record.text("/log/spanId"),
      }),
    },
    ...(result ? { result } : {}),
  };
}
