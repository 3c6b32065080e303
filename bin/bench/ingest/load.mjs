// So many senders, each with one batch under way; the next goes out when the last is acknowledged, or when its time has come.
import { Agent, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { percentile } from "../machine.mjs";
import { linesOf } from "./traffic.mjs";
import { cpuSecondsOf, peakMiBOf } from "./usage.mjs";

const WARM_MS = 3_000;

/** `perSecond`: calls to send in a second; as many as are taken where it is not said. */
export async function measureLoad(installation, { batch, senders, seconds, perSecond = null }) {
  const agent = new Agent({ keepAlive: true, maxSockets: senders });
  const state = { measuring: false, stopped: false, calls: 0, refused: 0, latencies: [] };
  const interval = perSecond === null ? 0 : (batch * senders * 1_000) / perSecond;
  const all = Promise.all(
    Array.from({ length: senders }, () =>
      sender({ ...installation, agent, batch, interval, state }),
    ),
  );
  await pause(WARM_MS);
  const before = usage(installation.pids);
  const since = performance.now();
  state.measuring = true;
  await pause(seconds * 1_000);
  state.measuring = false;
  const took = (performance.now() - since) / 1_000;
  const after = usage(installation.pids);
  state.stopped = true;
  await all;
  agent.destroy();
  const { latencies, calls, refused } = state;
  return {
    ...{ batch, senders, isPaced: perSecond !== null, refused },
    perSecond: calls / took,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    webCpu: (after.web - before.web) / took,
    postgresCpu: (after.postgres - before.postgres) / took,
    loadCpu: (after.own - before.own) / took,
    peakMiB: peakMiBOf(installation.pids.web),
  };
}

function usage({ web, postgres }) {
  const { user, system } = process.cpuUsage();
  return {
    web: cpuSecondsOf(web),
    postgres: cpuSecondsOf(postgres),
    own: (user + system) / 1_000_000,
  };
}

async function sender({ address, token, agent, batch, interval, state }) {
  let due = performance.now() + Math.random() * interval;
  while (!state.stopped) {
    const body = linesOf(batch);
    if (interval > 0) await pause(Math.max(0, due - performance.now()));
    // Where it could not go out in time, its waiting counts.
    const from = interval > 0 ? due : performance.now();
    const status = await post({ address, token, agent, body });
    due = Math.max(due + interval, performance.now() - 10 * interval);
    if (state.measuring) note(state, { status, batch, ms: performance.now() - from });
  }
}

function note(state, { status, batch, ms }) {
  if (status === 503) {
    state.refused += 1;
    return;
  }
  state.calls += batch;
  state.latencies.push(ms);
}

/** 200, or 503 where the sender is to come again. */
function post({ address, token, agent, body }) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/x-ndjson",
      "content-length": Buffer.byteLength(body),
    };
    const asked = request(address, { method: "POST", agent, headers }, (response) => {
      response.resume();
      const { statusCode: status } = response;
      const isTaken = status === 200 || status === 503;
      const answered = () => reject(new Error(`the endpoint answered ${status}`));
      response.on("end", isTaken ? () => resolve(status) : answered);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
