import { table } from "../machine.mjs";

/** ledger.md §16 and design.md §8: what each figure is held against. */
const APPEND_TARGETS = {
  "1 × 64": "16,000 · 3 / 16",
  "1 × 512": "45,000 · 10 / 23",
  "2 × 256": "36,000 · 13 / 31",
  "4 × 128": "23,000 · 20 / 43",
};

export function appendTable({ appends, stored }) {
  const head = ["processes × waiting", "events/s", "p50 ms", "p99 ms", "target", "CPU µs/event"];
  const rows = appends.map((load) => {
    const name = `${load.processes} × ${load.callers}`;
    const target = APPEND_TARGETS[name] ?? "";
    const refused = load.refused > 0 ? ` (${load.refused} refused)` : "";
    const { perSecond, p50, p99, cpuMicroseconds } = load;
    return [name, whole(perSecond) + refused, ms(p50), ms(p99), target, whole(cpuMicroseconds)];
  });
  const files = ["the same objects as bare files, synced", whole(stored.bareFiles), "", "", "", ""];
  const copy = ["the same rows by bare COPY, durable", whole(stored.bareCopy), "", "", "", ""];
  return table(head, [...rows, files, copy]);
}

export function pieceTable({ pieces }) {
  return table(
    ["piece", "measured", "target"],
    [
      ["leaf hashes/s", whole(pieces.leafHashes), "300,000"],
      ["frontier appends/s", whole(pieces.frontierAppends), "330,000"],
      ["gzip of 1,000 events, ms", pieces.gzipMs.toFixed(1), "3.6"],
      ["fs create of 64 KiB, p50 ms", pieces.createMs.toFixed(2), "0.4"],
      ["bare file of 64 KiB, synced, p50 ms", pieces.bareWriteMs.toFixed(2), "baseline"],
    ],
  );
}

export function storedTable({ pieces, stored }) {
  return table(
    ["bytes an entry", "measured"],
    [
      ["line", whole(pieces.lineBytes)],
      [
        `wal/ (${Math.round(stored.entries / stored.batches)} entries a batch)`,
        whole(stored.walBytes),
      ],
      ["seg/", whole(stored.segmentBytes)],
      ["hashes/", whole(stored.hashBytes)],
      ["index: row, key and their indices", whole(stored.indexBytes)],
    ],
  );
}

export function verifyTable({ verify }) {
  const { entries, perSecond, peakMiB, bundleBytes } = verify;
  const minutes = (10_000_000 / perSecond / 60).toFixed(1);
  return table(
    ["verify.mjs, a bundle of", "entries/s", "10 M entries at that pace", "peak memory", "target"],
    [
      [
        `${whole(entries)} entries, ${whole(bundleBytes / 2 ** 20)} MiB`,
        whole(perSecond),
        `${minutes} min`,
        `${whole(peakMiB)} MiB`,
        "10 M < 5 min, < 512 MiB",
      ],
    ],
  );
}

function whole(value) {
  return Math.round(value).toLocaleString("en");
}

function ms(value) {
  return value.toFixed(1);
}
