// gateway-logs §3.7: the access log of Envoy AI Gateway, as JSON lines.
import { pick } from "../record/pick";
import type { Adapter } from "./adapter";
import { envoyLines, isEnvoyLine } from "./envoy-lines";

export const envoy: Adapter = {
  kind: "envoy",
  version: "1",
  recognises: ({ envelope, json }) => envelope === "json" && isEnvoyLine(json),
  read: (records, facts) =>
    envoyLines(
      records.map(({ position, json }) => ({ position, at: pick(json), time: {} })),
      facts,
    ),
};
