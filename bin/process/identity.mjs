import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const HAS_PROC = existsSync("/proc/self/stat");

/**
 * Who a process is beyond its number, which the system hands out again after it ended: when it was
 * started, and in which boot. null where there is none, or only a zombie nobody has collected.
 */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return HAS_PROC ? identityFromProc(pid) : identityFromPs(pid);
}

/** The command line of a process, its words joined by spaces; empty where there is none. */
export function commandOf(pid) {
  if (!HAS_PROC) return ps(pid, "command=");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}

/** The process that started a process, or that took it over when that one ended; 0 where there is none. */
export function parentOf(pid) {
  return HAS_PROC ? (statOf(pid)?.parent ?? 0) : Number(ps(pid, "ppid="));
}

function identityFromProc(pid) {
  const stat = statOf(pid);
  if (!stat || stat.state === "Z" || stat.state === "X") return null;
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${stat.startedTicks}`;
}

function statOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program stands in brackets and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], parent: Number(fields[1]), startedTicks: fields[19] };
  } catch {
    return null;
  }
}

function identityFromPs(pid) {
  const [state = "", ...started] = ps(pid, "stat=,lstart=").split(/\s+/);
  return state === "" || state.startsWith("Z") ? null : started.join(" ");
}

function ps(pid, columns) {
  return (
    spawnSync("ps", ["-o", columns, "-p", String(pid)], { encoding: "utf8" }).stdout ?? ""
  ).trim();
}
