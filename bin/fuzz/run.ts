// Pushes sound, damaged and hostile bodies at a server for a while, and says what did not keep to the contract.
import { ask, bearer, type Heard } from "../lab/ask";
import type { SourceToken } from "../lab/calls";
import { SOUND, type Sound } from "./bodies";
import { type Chance, chanceOf } from "./chance";
import { faultOf } from "./contract";
import { damaged, packed } from "./damage";

export type FuzzPlan = { readonly seed: number; readonly ms: number; readonly senders: number };
export type FuzzTarget = {
  readonly url: string;
  readonly sender: SourceToken;
  /** MiB of the server's memory, 0 once it has ended. */
  readonly memory: () => number;
  /** What the server said so far. */
  readonly said: () => string;
};
export type FuzzReport = {
  readonly requests: number;
  readonly statuses: ReadonlyMap<number, number>;
  readonly mostMemory: number;
  /** The request of the seed that showed it, and what was wrong. */
  readonly faults: readonly string[];
};

/** With its worker threads, at work on the largest bodies there may be. */
const MEMORY_MIB = 1_600;
const FAULTS_MAX = 20;
const UNFORESEEN = '"foreseen":false';

export async function runFuzz(plan: FuzzPlan, target: FuzzTarget): Promise<FuzzReport> {
  const until = performance.now() + plan.ms;
  const statuses = new Map<number, number>();
  const faults: string[] = [];
  let [at, mostMemory] = [0, 0];
  const goesOn = () => performance.now() < until && faults.length < FAULTS_MAX;
  const send = async () => {
    while (goesOn()) {
      const number = at;
      at += 1;
      const { status, fault } = await pushed(number, plan, target);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (fault !== null) faults.push(`request ${number} of seed ${plan.seed}: ${fault}`);
    }
  };
  const watch = async () => {
    while (goesOn()) {
      const memory = target.memory();
      mostMemory = Math.max(mostMemory, memory);
      if (memory === 0) faults.push("the server has ended");
      if (memory > MEMORY_MIB) faults.push(`the server took ${memory} MiB`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  await Promise.all([watch(), ...Array.from({ length: plan.senders }, send)]);
  const unforeseen = target
    .said()
    .split("\n")
    .filter((line) => line.includes(UNFORESEEN));
  faults.push(...[...new Set(unforeseen.map(withoutTime))].slice(0, FAULTS_MAX));
  return { requests: at, statuses, mostMemory, faults };
}

function withoutTime(line: string): string {
  return `the server did not foresee: ${line.replace(/"at":"[^"]*",/, "")}`;
}

async function pushed(at: number, { seed }: FuzzPlan, target: FuzzTarget) {
  const chance = chanceOf(seed, at);
  const sound = chance.pick(SOUND)(chance);
  const { question, path, isPlain } = requestOf(sound, target.sender, chance);
  const answer = await ask(`${target.url}${path}`, question).catch((error: unknown) => error);
  if (!isHeard(answer)) {
    const why = answer instanceof Error ? answer.message : String(answer);
    return { status: 0, fault: `no answer from ${path}: ${why}` };
  }
  const fault = faultOf(sound.format, answer, isPlain);
  return { status: answer.status, fault: fault === null ? null : `${path}: ${fault}` };
}

function isHeard(answer: unknown): answer is Heard {
  return typeof answer === "object" && answer !== null && "status" in answer;
}

function requestOf(sound: Sound, sender: SourceToken, chance: Chance) {
  const { body, encoding } = packed(damaged(sound.body, chance), chance);
  const isOdd = chance.onceIn(12);
  const source = isOdd ? encodeURIComponent(chance.bytes(6).toString("latin1")) : sender.source;
  const headers = {
    "content-type": isOdd ? chance.pick(TYPES) : sound.contentType,
    ...(encoding === null ? {} : { "content-encoding": encoding }),
    ...sound.headers,
    ...tokenHeaders(isOdd ? `cs_${chance.bytes(8).toString("hex")}` : sender.token, chance),
    ...(isOdd ? oddHeaders(chance) : {}),
  };
  const query = chance.pick(["", "", "?receipts=1", "?receipts=%00&token=x", "?".repeat(500)]);
  const method = chance.onceIn(200) ? chance.pick(["PUT", "DELETE", "PATCH", "TRACE"]) : "POST";
  const isPlain = !isOdd && method === "POST";
  return {
    question: { method, headers, body },
    path: `${sound.path.replace("{source}", source)}${query}`,
    isPlain,
  };
}

function tokenHeaders(token: string, chance: Chance): Record<string, string> {
  const basic = Buffer.from(`x:${token}`).toString("base64");
  return chance.pick([
    bearer(token),
    { authorization: `Splunk ${token}` },
    { authorization: `Basic ${basic}` },
    { "x-api-key": token },
  ]);
}

const TYPES: readonly [string, ...string[]] = [
  "",
  "text/plain",
  "application/x-protobuf",
  "application/json; charset=utf-16",
  "application/cloudevents+json",
  "application/cloudevents-batch+avro",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
  "x".repeat(4_000),
];

function oddHeaders(chance: Chance): Record<string, string> {
  return chance.pick<Record<string, string>>([
    { "ce-specversion": "9", "ce-id": "%00%ff" },
    { "ce-specversion": "1.0", "ce-id": "x".repeat(8_000), "ce-source": "ÿ" },
    { "x-forwarded-for": "1, 2, 3, ".repeat(500) },
    { expect: "100-continue" },
    { "content-encoding": "gzip" },
    { "x-pad": "x".repeat(9_000) },
    { cookie: "a=b; ".repeat(200), origin: "https://evil.example" },
    { "next-action": "x", rsc: "1", "next-router-state-tree": "%" },
  ]);
}
