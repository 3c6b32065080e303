// gateway-logs §3.6: what an interceptor of docker's gateway posts. After a call it is the result alone, without time, caller or
// tool: context for a person, not evidence of a call.
import { decodeJsonBody } from "./json-body";
import type { Decoded } from "./wire-record";

/** What came, as at most one record; no adapter takes it for a call. An empty body, which `before` sends over streaming, is none. */
export function decodeDockerHook(body: Uint8Array): Decoded {
  const { records, rejected } = decodeJsonBody(body);
  const [record] = records;
  if (record && records.length === 1 && rejected.length === 0) {
    return { records: [{ ...record, envelope: "docker-hook", raw: body }], rejected: [] };
  }
  if (records.length === 0 && rejected.length === 0) return { records: [], rejected: [] };
  return { records: [], rejected: [{ position: 0, reason: "not one JSON object", raw: body }] };
}
