// The programs of the bench: started together, begun together, ended whatever happens.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { PINNED_NODE } from "../../process/pinned-node.mjs";
import { programEnv } from "../../process/program-env.mjs";
import { Refusal } from "../../process/refusal.mjs";
import { at, ROOT } from "../../process/root.mjs";
import { typescriptArgs } from "../../process/run-typescript.mjs";

const running = new Set();
let isStopped = false;
const STOPPED = "The bench was stopped; what it had made is gone.";

/** Makes Ctrl-C and its like end the programs, so that whoever waits for them tidies up. */
export function endProgramsOnSignals() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      isStopped = true;
      for (const program of running) program.kill("SIGTERM");
    });
  }
}

/** Starts a program on the pinned Node that ends with this one. */
export function startProgram(args, options) {
  if (isStopped) throw new Refusal(STOPPED);
  const program = spawn(PINNED_NODE, args, { cwd: ROOT, ...options });
  running.add(program);
  program.once("exit", () => running.delete(program));
  return program;
}

/** Runs a program once for each wish, all at the same time, and answers their results in order. */
export async function runWorkers({ program, wishes, env }) {
  const workers = wishes.map(() => start(program, env));
  try {
    await Promise.all(workers.map((worker) => answerOf(worker, program)));
    const results = workers.map((worker) => answerOf(worker, program));
    for (const [place, worker] of workers.entries()) worker.send(wishes[place]);
    const answers = await Promise.all(results);
    await Promise.all(workers.map(endOf)); // each ends by itself once it has answered
    return answers.map(({ result }) => result);
  } finally {
    for (const worker of workers) worker.kill("SIGTERM");
    await Promise.all(workers.map(endOf));
  }
}

/** The same for one. */
export async function runWorker({ program, wish = {}, env }) {
  const [result] = await runWorkers({ program, wishes: [wish], env });
  return result;
}

function start(program, env) {
  return startProgram(typescriptArgs([at("bin", "bench", "ledger", program)]), {
    env: programEnv({ NODE_ENV: "production", ...env }),
    serialization: "advanced", // samples by the hundred thousand
    stdio: ["ignore", 2, 2, "ipc"],
  });
}

async function answerOf(worker, program) {
  const ended = endOf(worker).then(() => {
    if (isStopped) throw new Refusal(STOPPED);
    throw new Error(`${program} ended before it answered`);
  });
  ended.catch(() => {}); // where the answer came first, the end is no failure
  const [answer] = await Promise.race([once(worker, "message"), ended]);
  return answer;
}

async function endOf(worker) {
  if (worker.exitCode === null && worker.signalCode === null) await once(worker, "exit");
}
