// Posts samples as their senders would, and compares what the ledger has of them with what was expected.
import type { Json, JsonObject } from "@/lib/ledger/canonical-json";
import { isJsonObject } from "@/lib/ledger/json-shape";
import { ask, bearer } from "../lab/ask";
import { callsBetween, mark, type SourceToken, type Target } from "../lab/calls";
import { differences, redactionDifference } from "./compare";
import type { RedactionCase, Sample } from "./samples";

export type Verdict = {
  readonly name: string;
  readonly records: number;
  readonly faults: readonly string[];
};

type Server = Target & {
  /** The source that a sample is posted as. One of its own keeps the twins of a sample apart. */
  readonly sourceFor: (name: string) => SourceToken;
};

type Posted = {
  readonly sample: Sample;
  readonly sender: SourceToken;
  readonly refusal: string | null;
  /** Between these two places of the log stands what became of it. */
  readonly start: number;
  readonly end: number;
};

/** Posts each sample in its turn, then reads. What a source had sent before has to be among what was stored then. */
export async function runSamples(server: Server, samples: readonly Sample[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const known = new Map<string, readonly JsonObject[]>();
  for (const { sample, sender, refusal, start, end } of await postAll(server, samples)) {
    const entries = await callsBetween(server, start, end);
    const stored = entries.filter(({ source }) => source === sender.source).map(({ data }) => data);
    const twin = `${sender.source} ${JSON.stringify(sample.expected)}`;
    const compared = stored.length > 0 ? stored : (known.get(twin) ?? []);
    known.set(twin, compared);
    const faults = refusal === null ? differences(sample.expected, compared) : [refusal];
    verdicts.push({ name: sample.name, records: compared.length, faults });
  }
  return verdicts;
}

async function postAll(server: Server, samples: readonly Sample[]): Promise<Posted[]> {
  const posted: Posted[] = [];
  for (const sample of samples) {
    const sender = server.sourceFor(sample.name);
    const start = posted.at(-1)?.end ?? (await mark(server, sender));
    const refusal = await post(server, sample, sender);
    posted.push({ sample, sender, refusal, start: start + 1, end: await mark(server, sender) });
  }
  return posted;
}

/** What of an answer was not what a sender waits for; null where all was. */
async function post({ url }: Target, sample: Sample, sender: SourceToken): Promise<string | null> {
  const path = sample.path.replace("{source}", sender.source);
  const headers = { ...sample.headers, ...bearer(sender.token) };
  const {
    status,
    headers: told,
    body,
  } = await ask(`${url}${path}`, { headers, body: sample.body });
  if (status !== 200) return `answered ${status} ${body}`;
  const [sent, got] = [sample.headers["content-type"], told["content-type"]];
  return sent === got ? null : `sent as ${sent}, answered as ${got}`;
}

/** Sends each text as an argument of a call, and looks what stands in its place. */
export async function runRedaction(
  server: Server,
  cases: readonly RedactionCase[],
): Promise<Verdict[]> {
  if (cases.length === 0) return [];
  const sender = server.sourceFor("redaction-cases.json");
  const start = await mark(server, sender);
  const body = cases.map(({ input }, at) => JSON.stringify(callWith(`${start}-${at}`, input)));
  const headers = { ...bearer(sender.token), "content-type": "application/x-ndjson" };
  await ask(`${server.url}/api/ingest/${sender.source}`, { headers, body: body.join("\n") });
  const entries = await callsBetween(server, start + 1, await mark(server, sender));
  const stored = entries.filter(({ source }) => source === sender.source);
  const faults = cases.flatMap((each, at) => {
    const difference = redactionDifference(each, argumentOf(stored[at]?.data));
    return difference === null ? [] : [`${each.name}: ${difference}`];
  });
  return [{ name: "redaction-cases.json", records: stored.length, faults }];
}

function callWith(id: string, text: Json): JsonObject {
  return {
    ...{ id, call_type: "call_mcp_tool", status: "success", startTime: 1_755_681_330.123 },
    metadata: { mcp_tool_call_metadata: { name: "redacted", arguments: { text } } },
  };
}

function argumentOf(data: JsonObject | undefined) {
  const sent = data?.["gen_ai.tool.call.arguments"];
  return isJsonObject(sent) ? sent.text : undefined;
}
