// gateway-logs §3.3: an event of ContextForge's SIEM export. Its audit trail tells what was created, changed and deleted.
import type { JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { type Draft, derived, fieldsOf } from "../record/draft";
import type { Outcome } from "../record/fields";
import { firstOf, type Picker } from "../record/pick";
import { sequenceOf } from "../record/sequence";
import { rfc3339, timeFields } from "../record/time";
import { addressFields, callerFields, correlationIds, userAgent } from "../record/values";

export function isSiemEvent({ event_id: id, source }: JsonObject): boolean {
  const isEvent = typeof id === "string" && id.startsWith("evt_");
  return isEvent && isJsonObject(source) && source.service === "mcpgateway";
}

/** A change of the configuration; null for any other event. */
export function configChange({ position, at }: { position: number; at: Picker }): Draft | null {
  const isAudit = [at.text("/category"), at.text("/source/event_source")].every(
    (part) => part?.value === "audit",
  );
  const id = at.text("/event_id");
  if (!isAudit || !id) return null;
  const success = at.flag("/context/success");
  return {
    kind: "config_change",
    key: { kind: "native", parts: [id.value] },
    positions: [position],
    sequence: sequenceOf(at),
    gateway: "contextforge",
    fields: {
      ...timeFields(at.text("/timestamp"), rfc3339, "logged"),
      ...addressFields(at.text("/actor/client_ip"), null),
      ...callerFields({ user: firstOf(at.text("/actor/user_id"), at.text("/actor/user_email")) }),
      ...fieldsOf({
        "user_agent.original": userAgent(at.text("/actor/user_agent")),
        outcome: derived<Outcome>(success, success?.value ? "success" : "error"),
        correlation_ids: correlationIds({
          native_id: id,
          correlation_id: at.text("/context/correlation_id"),
        }),
      }),
    },
    more: moreOf(at),
  };
}

const MORE = {
  action: "/context/action",
  resource_type: "/context/resource_type",
  resource_id: "/context/resource_id",
  resource_name: "/context/resource_name",
  event_type: "/event_type",
  severity: "/severity",
  action_taken: "/action_taken",
} as const;

function moreOf(at: Picker): JsonObject {
  return Object.fromEntries(
    Object.entries(MORE).flatMap(([name, pointer]) => {
      const value = at.text(pointer)?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
