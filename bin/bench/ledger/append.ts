// One process that appends, with so many callers waiting at a time: what a web process is to gateways.
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "@/lib/core/app-error";
import { env } from "@/lib/core/env";
import { openLedger } from "@/lib/ledger-store/open-ledger";
import { callEvent } from "./call-event";
import { answerOnce } from "./worker";

type Wish = {
  readonly sender: string;
  readonly callers: number;
  readonly warmMs: number;
  readonly measureMs: number;
};

const { logs } = await openLedger(env());

await answerOnce(async ({ sender, callers, warmMs, measureMs }: Wish) => {
  const latencies: number[] = [];
  let [seq, refused] = [0, 0];
  let [measuring, stopped] = [false, false];
  const call = async () => {
    const event = callEvent(sender, seq);
    seq += 1;
    const before = performance.now();
    try {
      await logs.calls.appender.append([event]);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "unavailable")) throw error;
      refused += 1;
      return;
    }
    if (measuring) latencies.push(performance.now() - before);
  };
  const caller = async () => {
    while (!stopped) await call();
  };
  const all = Promise.all(Array.from({ length: callers }, caller));
  await pause(warmMs);
  measuring = true;
  const [from, cpuBefore] = [performance.now(), process.cpuUsage()];
  await pause(measureMs);
  measuring = false;
  const [ms, cpu] = [performance.now() - from, process.cpuUsage(cpuBefore)];
  stopped = true;
  await all;
  const cpuMs = (cpu.user + cpu.system) / 1_000;
  return { latencies: Float64Array.from(latencies), ms, cpuMs, refused, sent: seq };
});
