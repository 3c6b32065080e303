import { chromium } from "playwright";
import { findBrowser } from "../../find-browser.mjs";
import { percentile } from "../machine.mjs";

const STEPS = 600;
const DOWN = 41;
const RIGHT = 67;
const FRAME_MS = 1000 / 60;

/**
 * Scrolls the heat map through the whole matrix, a step each frame, in a browser of 1280 × 800. Answers its rows and columns, the
 * milliseconds from the visit until it stands, the time between frames (p50, p95, longest) and how many frames of the screen were
 * lost. `personId`: one of the demo company's people.
 */
export async function measureScroll({ address, personId, path = "/access-matrix" }) {
  const { path: executablePath, env } = await findBrowser({ install: async () => null });
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, env, args });
  try {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: 1280, height: 800 },
    });
    await signIn(context, personId);
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(path);
    await page.locator("[role=grid][aria-busy=false]").waitFor({ timeout: 120_000 });
    const standsMs = performance.now() - start;
    const grid = page.locator("[role=grid]");
    const rows = Number(await grid.getAttribute("aria-rowcount"));
    const columns = Number(await grid.getAttribute("aria-colcount"));
    const times = await grid.evaluate(scrolled, { steps: STEPS, down: DOWN, right: RIGHT });
    return {
      ...{ rows, columns, standsMs, frames: times.length },
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      longest: Math.max(...times),
      lost: times.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0),
    };
  } finally {
    await browser.close();
  }
}

async function signIn({ request }, personId) {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  await request.post("/api/auth/callback/demo", { form: { csrfToken, personId, json: "true" } });
}

// Runs in the page: to and fro over all of it, as somebody does who drags both bars.
function scrolled(grid, { steps, down, right }) {
  return new Promise((done) => {
    const times = [];
    let before = 0;
    let nth = 0;
    const bounce = (at, end) => (end === 0 ? 0 : Math.abs(((at + end) % (2 * end)) - end));
    const step = (now) => {
      if (before > 0) times.push(now - before);
      before = now;
      nth += 1;
      grid.scrollTop = bounce(nth * down, grid.scrollHeight - grid.clientHeight);
      grid.scrollLeft = bounce(nth * right, grid.scrollWidth - grid.clientWidth);
      if (nth <= steps) requestAnimationFrame(step);
      else done(times);
    };
    requestAnimationFrame(step);
  });
}
