import { type Answer, answer } from "@/lib/activity/calls/queries-question";
import { AROUND_MAX, AROUND_MINUTES, type When, whenOf } from "@/lib/activity/calls/when";
import { listAgentsAsOf } from "@/lib/agents/as-of";
import type { Actor } from "@/lib/auth/actor";
import { zoneNamed } from "@/lib/core/zones";
import { dataClassWord } from "../agents-of-class";

/** What the address of a question says; "" where it says nothing. */
export type Asked = Readonly<
  Record<"when" | "around" | "zone" | "fold" | "environment" | "server" | "dataClass", string>
>;

export type Reply = {
  readonly when: When;
  readonly zone: string;
  /** What was typed as a zone and is none. */
  readonly unknownZone: string;
  readonly around: number;
  /** Null until the time is known. */
  readonly found: { readonly from: Date; readonly to: Date; readonly answer: Answer } | null;
};

/** The answer to a question as an address asks it. Errors: forbidden. */
export async function ask(actor: Actor, asked: Asked, now: Date): Promise<Reply> {
  const zone = zoneNamed(asked.zone === "" ? "UTC" : asked.zone);
  const around = aroundOf(asked.around);
  const fold = asked.fold === "first" || asked.fold === "second" ? asked.fold : null;
  const when = whenOf({ text: asked.when, zone: zone ?? "UTC", around, fold, now });
  const unknownZone = zone === null ? asked.zone : "";
  if (when.kind !== "known" || zone === null) {
    return { when, zone: zone ?? "UTC", unknownZone, around, found: null };
  }
  const { from, to } = when;
  const place = {
    environment: asked.environment || null,
    server: asked.server || null,
    agents: await agentsThen(actor, asked.dataClass, to, now),
  };
  return {
    ...{ when, zone, unknownZone, around },
    found: { from, to, answer: await answer(actor, { from, to, ...place }) },
  };
}

/** The place that was asked about, in words; empty for everywhere. */
export function placeWords({ environment, server, dataClass }: Asked): string[] {
  return [
    ...(environment === "" ? [] : [`environment ${environment}`]),
    ...(server === "" ? [] : [`server ${server}`]),
    ...(dataClass === ""
      ? []
      : [`agents that were registered then for the class ${dataClassWord(dataClass)}`]),
  ];
}

function aroundOf(text: string): number {
  const minutes = text === "" ? AROUND_MINUTES : Number(text);
  return Number.isFinite(minutes) ? Math.min(Math.max(minutes, 0), AROUND_MAX) : AROUND_MINUTES;
}

// The agents that were registered for a data class at the end of the time asked about; null where any will do.
async function agentsThen(actor: Actor, dataClass: string, to: Date, now: Date) {
  if (dataClass === "") return null;
  const { agents } = await listAgentsAsOf(actor, to < now ? to : now);
  return agents.filter((agent) => agent.dataClasses.includes(dataClass)).map(({ id }) => id);
}
