// A gateway that pushes over HTTP, without a pause, and sends the same bytes again until they are acknowledged.
import { EventEmitter, once } from "node:events";
import { z } from "zod";
import type { Random } from "@/lib/ledger/testing/random";
import { ask, bearer } from "../lab/ask";
import type { SourceToken } from "../lab/calls";
import type { JournalLine } from "./journal";
import { sleep } from "./sender";
import { bodyOf, keyOf } from "./traffic";

const LARGEST_BATCH = 40;
const PATIENCE_MS = 90_000;
const AGAIN_MS = 20;

const receipt = z.object({ index: z.number(), leaf_hash: z.string() });
const told = z.object({ results: z.object({ position: z.number(), receipt }).array() });
type Told = z.infer<typeof told>;

/** Tells of each push that is on its way (`sent`) and of each that was acknowledged, whoever made it. */
export class Watch extends EventEmitter<{ sent: []; acknowledged: [] }> {
  /** How often a push got no answer, or the answer to send it again. */
  repeated = 0;

  /** Waits for the next of these. */
  async next(what: "sent" | "acknowledged", count = 1): Promise<void> {
    for (let seen = 0; seen < count; seen += 1) await once(this, what);
  }
}

type Parts = {
  readonly url: string;
  readonly sender: SourceToken;
  readonly tell: (line: JournalLine) => void;
  readonly random: Random;
  readonly watch: Watch;
};

export class Gateway {
  readonly #parts: Parts;
  #count = 0;
  #isAsked = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Sends new calls, and now and then old ones, until it is asked to stop and owes nothing. Errors: an answer outside the contract. */
  async run(): Promise<void> {
    const { random } = this.#parts;
    while (!this.#isAsked) {
      const size = 1 + random.below(LARGEST_BATCH);
      const isRepetition = this.#count > size && random.below(4) === 0;
      const from = isRepetition ? random.below(this.#count - size) : this.#count;
      if (!isRepetition) this.#count += size;
      await this.#send(Array.from({ length: size }, (_, at) => from + at));
    }
  }

  stop(): void {
    this.#isAsked = true;
  }

  async #send(numbers: readonly number[]): Promise<void> {
    const { sender, tell, watch } = this.#parts;
    const { source } = sender;
    const keys = numbers.map((number) => keyOf(source, number));
    tell({ kind: "sent", log: "calls", source, keys });
    const { results } = await this.#acknowledged(bodyOf(numbers));
    const receipts = results.map(({ position, receipt }): [string, string, string] => {
      return [keys[position] ?? "", String(receipt.index), receipt.leaf_hash];
    });
    if (new Set(receipts.map(([key]) => key)).size !== keys.length) {
      tell({ kind: "wrong", message: `${receipts.length} receipts for ${keys.length} records` });
    }
    tell({ kind: "acknowledged", log: "calls", source, receipts });
    watch.emit("acknowledged");
  }

  async #acknowledged(body: string): Promise<Told> {
    for (const since = performance.now(); performance.now() - since < PATIENCE_MS; ) {
      const answer = await this.#answer(body);
      if (answer?.status === 200) return told.parse(JSON.parse(answer.body.toString()));
      if (answer && answer.status !== 503) throw new Error(`${answer.status} ${answer.body}`);
      this.#parts.watch.repeated += 1;
      await sleep(AGAIN_MS);
    }
    throw new Error(`A push was not acknowledged in ${PATIENCE_MS / 1_000} s.`);
  }

  /** Null where the connection broke: whether anything was stored nobody knows. */
  async #answer(body: string) {
    const { url, sender, watch } = this.#parts;
    const headers = { ...bearer(sender.token), "content-type": "application/x-ndjson" };
    const asking = ask(`${url}/api/ingest/${sender.source}?receipts=1`, { headers, body });
    watch.emit("sent");
    return await asking.catch(() => null);
  }
}
