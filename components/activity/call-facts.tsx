import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import { KIND_LABEL } from "@/lib/activity/calls/call-labels";
import type { CallRow } from "@/lib/activity/calls/call-view";
import { durationShown } from "@/lib/activity/calls/duration-view";
import { Caller } from "./caller";
import { OutcomeMark } from "./outcome-mark";

/** What the index knows of a call. */
export function CallFacts({ call }: { call: CallRow }) {
  const same = (name: string, value: string | null) =>
    value === null ? null : (
      <TextLink href={`/activity?${new URLSearchParams([[name, value]])}`}>{value}</TextLink>
    );
  return (
    <DefinitionList
      className="mt-4"
      items={[
        { term: "Time", value: <Instant at={call.at} /> },
        { term: "Recorded", value: <Instant at={call.recordedAt} /> },
        { term: "Kind", value: KIND_LABEL[call.kind] ?? call.kind },
        { term: "Agent", value: <Caller call={call} link /> },
        { term: "Key", value: same("key", call.credential) },
        { term: "On behalf of", value: same("person", call.person) },
        { term: "Server", value: same("server", call.server) },
        { term: "Operation", value: same("operation", call.operation) },
        { term: "Environment", value: same("environment", call.environment) },
        { term: "Region", value: call.region },
        { term: "Outcome", value: <OutcomeMark outcome={call.outcome} /> },
        { term: "Duration", value: durationShown(call.durationMs) },
        { term: "Address", value: call.address },
        { term: "Source", value: same("source", call.source) },
      ]}
    />
  );
}
