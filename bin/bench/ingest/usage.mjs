// What processes have used, as Linux tells it (proc_pid_stat(5)).
import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** Processor seconds of a process and of its children, those that have ended among them. */
export function cpuSecondsOf(pid) {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const stats = all.flatMap((name) => statOf(name) ?? []);
  const family = stats.filter((stat) => stat.pid === pid || stat.parent === pid);
  return family.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/** The most memory that a process had at once, in MiB. */
export function peakMiBOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1_024);
}

function statOf(name) {
  let text;
  try {
    text = readFileSync(`/proc/${name}/stat`, "utf8");
  } catch {
    return null; // it has ended
  }
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) =>
    Number(fields[at]),
  );
  return { pid: Number(name), parent, ticks: user + system + childUser + childSystem };
}
