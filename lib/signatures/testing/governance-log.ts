import type { JsonObject } from "@/lib/ledger/canonical-json";
import { signCheckpoint } from "@/lib/ledger/checkpoint";
import { encodeEntry } from "@/lib/ledger/entry-encode";
import { leafHash } from "@/lib/ledger/hash";
import { NaiveTree } from "@/lib/ledger/testing/naive-tree";
import { sampleSigner } from "@/lib/ledger/testing/signer";
import { formatTlogProof } from "@/lib/ledger/tlog-proof";

export const GOVERNANCE_ORIGIN = "ledger.example.com/acme/governance";
export const GOVERNANCE_SIGNER = sampleSigner(GOVERNANCE_ORIGIN, 2);

export type SampleChange = {
  readonly action: string;
  readonly actorId: string;
  readonly actorKind?: string;
  readonly subjectId: string;
  readonly after: JsonObject;
  readonly at: string;
  /** When the log took it; a second after it happened unless said. */
  readonly takenAt?: string;
};

/** A governance log in memory, as the outbox would fill it. */
export class GovernanceLog {
  readonly #lines: Uint8Array[] = [];

  /** Answers the index of the change. */
  add(change: SampleChange): number {
    const index = this.#lines.length;
    const ts = change.takenAt ?? new Date(Date.parse(change.at) + 1000).toISOString();
    const position = { log: GOVERNANCE_ORIGIN, idx: BigInt(index), ts };
    this.#lines.push(
      encodeEntry(position, {
        type: change.action,
        key: `change-${index}`,
        src: { id: "sys:change-log" },
        salt: new Uint8Array(16).fill(index % 256),
        data: {
          actor: { kind: change.actorKind ?? "person", id: change.actorId, roles: [] },
          subject: { kind: change.action.split(".")[0] ?? "", id: change.subjectId },
          before: null,
          after: change.after,
          reason: null,
          request_id: `request-${index}`,
          occurred_at: change.at,
          recorded_at: change.at,
        },
      }),
    );
    return index;
  }

  /** The proof of a change under the checkpoint of all that is there, or of the first `size` entries. */
  proof(index: number, size = this.#lines.length): Uint8Array {
    const tree = new NaiveTree(this.#lines.slice(0, size).map(leafHash));
    const path = tree.path(index, size);
    const checkpoint = signCheckpoint({ origin: GOVERNANCE_ORIGIN, ...tree.head(size) }, [
      GOVERNANCE_SIGNER,
    ]);
    const extra = this.#lines[index] ?? null;
    return formatTlogProof({ extra, index: BigInt(index), path, checkpoint });
  }

  /** The signed checkpoint of all that is there. */
  checkpoint(): Uint8Array {
    const tree = new NaiveTree(this.#lines.map(leafHash));
    return signCheckpoint({ origin: GOVERNANCE_ORIGIN, ...tree.head() }, [GOVERNANCE_SIGNER]);
  }
}
