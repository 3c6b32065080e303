// The answer to "who was it?" in words, the same on the screen and on paper. Pure.
import { utcText } from "@/lib/core/clock";
import { outcomeShown } from "./call-labels";
import { grantWords, isGranted, keyWords } from "./grant-then";
import type { Answer, AnswerLine, StoodThen } from "./queries-question";

/** Everything that one caller did, with what was known of it then. */
export type CallerShown = {
  readonly id: string;
  readonly agent: string | null;
  readonly agentName: string | null;
  readonly agentSlug: string | null;
  readonly credential: string | null;
  readonly person: string | null;
  readonly calls: number;
  readonly approval: string;
  readonly approved: boolean;
  readonly purpose: string;
  readonly key: string;
  readonly keyId: string | null;
  readonly grant: string;
  readonly granted: boolean;
  readonly lines: readonly LineShown[];
};

export type LineShown = {
  readonly id: string;
  readonly server: string | null;
  readonly operation: string | null;
  readonly environment: string | null;
  readonly outcome: string | null;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly indices: readonly string[];
  readonly grant: string;
  readonly granted: boolean;
  /** The page of the grant; null where there is none. */
  readonly grantId: string | null;
};

/** One block per caller, those with the most calls first. */
export function callersOf(lines: readonly AnswerLine[]): CallerShown[] {
  const callers = new Map<string, AnswerLine[]>();
  for (const line of lines) {
    const id = JSON.stringify([line.agent, line.credential, line.person]);
    callers.set(id, [...(callers.get(id) ?? []), line]);
  }
  return [...callers]
    .flatMap(([id, own]) => {
      const [first] = own;
      return first ? [callerShown(id, first, own)] : [];
    })
    .sort((a, b) => b.calls - a.calls);
}

function callerShown(id: string, first: AnswerLine, own: readonly AnswerLine[]): CallerShown {
  const { agent, agentName, agentSlug, credential, person, stood, key } = first;
  return {
    ...{ id, agent, agentName, agentSlug, credential, person },
    calls: own.reduce((sum, { count }) => sum + count, 0),
    approval: approvalWords(stood),
    approved: stood.kind === "registered" && stood.approvedBy !== null,
    purpose: stood.kind === "registered" ? stood.purpose : "",
    key: keyWords(key, credential),
    keyId: key?.id ?? null,
    ...coverOf(own),
    lines: own.map((line, nth) => lineShown(line, `${id} ${nth}`)),
  };
}

function lineShown({ grant, ...line }: AnswerLine, id: string): LineShown {
  const { server, operation, environment, outcome, count, firstAt, lastAt, indices } = line;
  return {
    ...{ id, server, operation, environment, outcome, count, firstAt, lastAt, indices },
    grant: grantWords(grant),
    granted: isGranted(grant),
    grantId: grant.kind === "granted" ? grant.grant.id : null,
  };
}

/** Whether grants covered what a caller did; where it is one sentence for all of it, that sentence. */
function coverOf(own: readonly AnswerLine[]): Pick<CallerShown, "grant" | "granted"> {
  const words = new Set(own.map(({ grant }) => grantWords(grant)));
  const [only = ""] = words;
  const covered = own.filter(({ grant }) => isGranted(grant)).length;
  const granted = covered === own.length;
  if (words.size === 1) return { grant: only, granted };
  if (granted) return { grant: "A grant was in force for each of these", granted };
  return { grant: `A grant covered ${covered} of these ${own.length} lines`, granted };
}

/** Whether the agent was approved when it called, and by whom. */
export function approvalWords(then: StoodThen): string {
  switch (then.kind) {
    case "unregistered":
      return "Not registered, so nobody approved it";
    case "later":
      return "Not registered at that time; it is by now";
    case "hidden":
      return "What the registry said then is not yours to read";
    case "registered": {
      const status = then.status.toLowerCase();
      if (then.approvedBy === null) return `Registered as ${status}, not approved at that time`;
      const on = then.approvedAt === null ? "" : ` on ${then.approvedAt.slice(0, 10)}`;
      return `Approved by ${then.approvedBy}${on}, ${status} at that time`;
    }
    default:
      return then satisfies never;
  }
}

/** Places in the log: `#12 to #15, #20`, and how many more there are. */
export function positionsText(indices: readonly string[], count: number): string {
  const numbers = indices.map(Number).sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === number) last[1] = number;
    else runs.push([number, number]);
  }
  const said = runs.map(([from, to]) =>
    from === to ? `#${from}` : `#${from}${to === from + 1 ? ", " : " to "}#${to}`,
  );
  const more = count - indices.length;
  return [said.join(", "), ...(more > 0 ? [`and ${more.toLocaleString("en")} more`] : [])].join(
    " ",
  );
}

/** The answer in one sentence. */
export function answerSentence({ total, lines }: Pick<Answer, "total" | "lines">): string {
  if (total === 0) return "No call is recorded for this time and place.";
  const callers = callersOf(lines);
  const [first] = callers;
  const who = first ? (first.agentName ?? first.agent ?? "a caller that was not named") : "";
  const calls = `${total.toLocaleString("en")} ${total === 1 ? "call" : "calls"}`;
  if (callers.length === 1) {
    return `${calls} by ${who}, on behalf of ${first?.person ?? "nobody that the sender names"}.`;
  }
  return `${calls} by ${callers.length} callers, the most by ${who}.`;
}

/** How far the answer is under a checkpoint. */
export function sealSentence({ calls, sealed, size, at, first, last }: Answer["sealed"]): string {
  if (calls === 0) return "There is no entry to seal.";
  const range = `entries #${first} to #${last} of the calls log`;
  if (at === null) return `None of these is sealed yet: nothing of the calls log is (${range}).`;
  const under = `the checkpoint of size ${Number(size).toLocaleString("en")}, signed ${utcText(new Date(at))}`;
  if (sealed === calls) return `All of these are sealed by ${under} (${range}).`;
  return `${sealed.toLocaleString("en")} of ${calls.toLocaleString("en")} are sealed by ${under}; the others wait for the next one (${range}).`;
}

export function outcomeWord(outcome: string | null): string {
  return outcomeShown(outcome).word;
}
