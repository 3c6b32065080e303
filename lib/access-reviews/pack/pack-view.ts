export const PACK_STATES = ["waiting", "done", "failed"] as const;
export type PackState = (typeof PACK_STATES)[number];

export const PACK_STATE_LABEL = {
  waiting: "Being made",
  done: "Ready",
  failed: "Could not be made",
} as const satisfies Record<PackState, string>;

/** A pack in a list. Texts are "" where there is nothing to say. */
export type PackRow = {
  readonly id: string;
  readonly state: PackState;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly finishedAt: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly message: string;
};

type Stored = {
  readonly id: string;
  readonly state: string;
  readonly askedById: string;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
  readonly fileName: string | null;
  readonly bytes: bigint | null;
  readonly sha256: string | null;
  readonly message: string | null;
};

export function toPackRow(pack: Stored, names: ReadonlyMap<string, { name: string }>): PackRow {
  return {
    id: pack.id,
    state: PACK_STATES.find((state) => state === pack.state) ?? "waiting",
    askedBy: names.get(pack.askedById)?.name ?? pack.askedById,
    askedAt: pack.askedAt.toISOString(),
    finishedAt: pack.finishedAt?.toISOString() ?? "",
    fileName: pack.fileName ?? "",
    bytes: Number(pack.bytes ?? 0n),
    sha256: pack.sha256 ?? "",
    message: pack.message ?? "",
  };
}
