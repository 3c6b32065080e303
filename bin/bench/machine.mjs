import { readFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { at } from "../process/root.mjs";

/** One line that says on what a figure was measured. */
export function machine() {
  const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `Countersign ${version}, Node ${process.version}, ${availableParallelism()} cores (${model}), ${memory} GiB, ${process.platform}`;
}

/** The value below which a share of the measurements lies (nearest rank). */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** Rows as a Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
