import { DefinitionList } from "@/components/ui/definition-list";
import { Instant } from "@/components/ui/instant";
import { TextLink } from "@/components/ui/text-link";
import { KIND_LABEL } from "@/lib/activity/calls/call-labels";
import type { CallRow } from "@/lib/activity/calls/call-view";
import { durationShown } from "@/lib/activity/calls/duration-view";
import { GrantMark } from "./answer";
import { Caller } from "./caller";
import { OutcomeMark } from "./outcome-mark";

/** The key and the grant as they stood at the call, in words. */
export type HeldShown = {
  readonly key: string;
  readonly keyId: string | null;
  readonly grant: string;
  readonly granted: boolean;
  readonly grantId: string | null;
};

/** What the index knows of a call, and what the registers said of it then. */
export function CallFacts({ call, held }: { call: CallRow; held: HeldShown }) {
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
        {
          term: "Key then",
          value:
            held.keyId === null ? (
              held.key
            ) : (
              <TextLink href={`/keys/${held.keyId}`}>{held.key}</TextLink>
            ),
        },
        { term: "Grant then", value: <GrantMark held={held} /> },
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
