import { table } from "../machine.mjs";

const TARGET = 15_000; // design.md §8, in batches of 1,000

export function loadTable({ loads }) {
  const head = [
    "calls a request × senders",
    "calls/s",
    "p50 ms",
    "p99 ms",
    "target",
    "CPU web",
    "CPU PostgreSQL",
    "CPU senders",
    "web MiB",
  ];
  const rows = loads.map((load) => {
    const { batch, senders, isPaced, refused, p50, p99 } = load;
    const name = `${whole(batch)} × ${senders}${isPaced ? ", at half of that" : ""}`;
    const target = batch === 1_000 && !isPaced ? `≥ ${whole(TARGET)}` : "";
    const told = whole(load.perSecond) + (refused > 0 ? ` (${refused} refused)` : "");
    const cpu = [load.webCpu, load.postgresCpu, load.loadCpu].map((cores) => cores.toFixed(2));
    return [name, told, ms(p50), ms(p99), target, ...cpu, load.peakMiB];
  });
  return table(head, rows);
}

export function baselineTable({ stored }) {
  return table(
    [`the same ${whole(stored.rows)} rows into the same table, 1,000 a transaction`, "rows/s"],
    [
      ["bare COPY", whole(stored.copyPerSecond)],
      ["Prisma createMany", whole(stored.createManyPerSecond)],
    ],
  );
}

export function storedTable({ stored }) {
  return table(
    ["bytes a call", "measured"],
    [
      ["wal/", whole(stored.walBytes)],
      ["seg/", whole(stored.segmentBytes)],
      ["hashes/", whole(stored.hashBytes)],
      ["index: rows, keys, their indices, sums", whole(stored.indexBytes)],
    ],
  );
}

function whole(number) {
  return Math.round(number).toLocaleString("en");
}

/** Nothing where no request was answered in the time. */
function ms(time) {
  return time === undefined ? "" : time.toFixed(0);
}
