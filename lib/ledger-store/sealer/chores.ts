// What the sealer does beside its duties, and not every second: freeing, the index, tiles, the alarm of a late seal.
import { z } from "zod";
import { addDays, DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/clock";
import type { KeyPeriod } from "@/lib/ledger/key-history";
import { closeFindings, reportFinding } from "../findings";
import type { TreeNodes } from "../tree-nodes";
import { freeRolled } from "./free";
import { beat, isBeatDue } from "./heartbeat";
import type { SealedLog, SealerSettings } from "./settings";
import type { Tail } from "./tail";
import { dateCheckpoint } from "./token";
import { fillTiles, keepIndex, writeVkeys } from "./upkeep";

/** "Alarm when the newest checkpoint is > 60 s behind the newest leaf." */
const LATE_MS = MINUTE_MS;

const BEAT_AGAIN_MS = 10_000;

const headRow = z.object({ next: z.coerce.bigint() });

/** The chores of one log, each with the time it was done last. */
export class Chores {
  readonly #log: SealedLog;
  readonly #settings: SealerSettings;
  readonly #tail: Tail;
  readonly #nodes: TreeNodes;
  readonly #doneAt = new Map<string, number>();
  #tokenEveryMs = HOUR_MS;
  #isLate: boolean | null = null;

  constructor(log: SealedLog, settings: SealerSettings, tail: Tail, nodes: TreeNodes) {
    this.#log = log;
    this.#settings = settings;
    this.#tail = tail;
    this.#nodes = nodes;
  }

  /** Whether the database has heard of entries that were not found by their names: once a minute somebody should look why. */
  async lacksEntries(): Promise<boolean> {
    const { log, pool } = this.#log;
    if (!this.#tail.isAtEnd) return false;
    const { rows } = await pool.query("SELECT next FROM ledger_head WHERE log = $1", [log]);
    const [head] = headRow.array().parse(rows);
    return head !== undefined && head.next > this.#tail.size && this.#isTime("names", MINUTE_MS);
  }

  /** Appends a heartbeat where one is due. One that the ledger does not take now keeps nobody from sealing what is there. */
  async beat(): Promise<boolean> {
    const { runtime } = this.#log;
    if (!this.#tail.isAtEnd) return false; // what was read last is not what was written last
    if (!isBeatDue(runtime.now(), this.#tail.lastTs, this.#settings.heartbeatMs)) return false;
    if (!this.#isTime("beat", BEAT_AGAIN_MS)) return false;
    try {
      return await beat(this.#log, this.#tail.lastTs);
    } catch (error) {
      runtime.note("ledger.heartbeat-failed", error);
      return false;
    }
  }

  /** Frees what is old, once an hour. */
  async free(): Promise<void> {
    if (!this.#isTime("free", HOUR_MS)) return;
    await freeRolled(this.#log, addDays(this.#log.runtime.now(), -this.#settings.walDays));
  }

  /** Names, index and tiles, once an hour; tiles sooner while there are more. */
  async hourly(sealedSize: bigint): Promise<void> {
    if (this.#isTime("index", HOUR_MS)) {
      await this.#tail.examineNames();
      await keepIndex(this.#log, this.#settings.dedupeDays);
    }
    if (!this.#isTime(`tiles ${sealedSize >> 16n}`, HOUR_MS)) return;
    if (await fillTiles(this.#log, this.#nodes, sealedSize)) this.#doneAt.clear();
  }

  /** Has a checkpoint dated once a day. Nobody waits for the authority, which is somebody else's computer. */
  date(): void {
    const { tsaUrl } = this.#settings;
    const rolled = this.#tail.edge.frontier.size;
    if (tsaUrl === null || rolled === 0n || !this.#isTime("token", this.#tokenEveryMs)) return;
    dateCheckpoint(this.#log, rolled, tsaUrl).then(
      (isDated) => {
        this.#tokenEveryMs = isDated ? DAY_MS : HOUR_MS;
      },
      (error: unknown) => this.#log.runtime.note("ledger.token-failed", error),
    );
  }

  /** Writes the keys down where the screens look: again with each seal, as a database may be lost or restored meanwhile. */
  async keys(periods: readonly KeyPeriod[]): Promise<void> {
    await writeVkeys(this.#log, periods);
  }

  /** Raises a finding where the oldest entry that no checkpoint covers has waited too long, and closes it again. */
  async watchLag(sealedSize: bigint): Promise<void> {
    const { log, pool, runtime } = this.#log;
    const first = this.#tail.batches.find(({ end }) => end > sealedSize);
    const now = runtime.now();
    const isLate = first !== undefined && now.getTime() - Date.parse(first.ts) > LATE_MS;
    if (isLate === this.#isLate) return;
    const finding = { log, kind: "seal-lag" } as const;
    const message = "Entries have waited for more than a minute to be sealed.";
    if (isLate) await reportFinding(pool, { ...finding, severity: "warning", message }, now);
    else await closeFindings(pool, finding, now);
    this.#isLate = isLate;
  }

  #isTime(chore: string, everyMs: number): boolean {
    const [now, before] = [this.#log.runtime.elapsed(), this.#doneAt.get(chore)];
    if (before !== undefined && now - before < everyMs) return false;
    this.#doneAt.set(chore, now);
    return true;
  }
}
