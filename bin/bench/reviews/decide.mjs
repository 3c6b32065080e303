import { randomUUID } from "node:crypto";
import { chromium } from "playwright";
import { findBrowser } from "../../find-browser.mjs";

const VISITS = 7;
const KEYS = 60;
const SAVES = 300;
const WARMING = 20;

/**
 * The decide screen in a browser of 1280 × 800: milliseconds from a visit until the first line has its facts and answers; from a key
 * until the next line stands; and of saves that are sent one after the other, as somebody at the keyboard sends them.
 */
export async function measureDecide({ address, personId, path }) {
  const { path: executablePath, env } = await findBrowser({ install: async () => null });
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await chromium.launch({ executablePath, env, args });
  try {
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width: 1280, height: 800 },
    });
    await signIn(context, personId);
    const [review] = /[0-9a-f-]{36}/.exec(path) ?? [];
    const part = await context.request.get(
      `/api/access-reviews/decide/part?review=${review}&stage=1`,
    );
    const bytes = await part.body();
    const { lines } = JSON.parse(bytes);
    const page = await context.newPage();
    await visit(page, path); // its scripts are in the browser's cache from here on
    const interactive = [];
    for (let nth = 0; nth < VISITS; nth += 1) interactive.push(await visit(page, path));
    const keys = await pressed(page);
    await page.close();
    const saves = await saved(context.request, review, lines.slice(0, WARMING + SAVES));
    return { interactive, keys, saves, kilobytes: Math.round(bytes.length / 1_000) };
  } finally {
    await browser.close();
  }
}

async function signIn({ request }, personId) {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  await request.post("/api/auth/callback/demo", { form: { csrfToken, personId, json: "true" } });
}

// From the visit by the browser's own clock, until the facts of a line and its answers are drawn.
async function visit(page, path) {
  await page.goto(path, { waitUntil: "commit" });
  return page.evaluate(usable);
}

function usable() {
  return new Promise((done) => {
    const look = () => {
      const stands =
        document.querySelector("article h2") && document.querySelector("fieldset button");
      if (stands) requestAnimationFrame(() => done(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}

async function pressed(page) {
  const times = [];
  for (let nth = 0; nth < KEYS; nth += 1) {
    times.push(await page.evaluate(nextLine));
  }
  return times;
}

function nextLine() {
  return new Promise((done) => {
    const label = () => document.querySelector("article[aria-label]")?.getAttribute("aria-label");
    const [before, start] = [label(), performance.now()];
    const look = () => {
      if (label() !== before && document.querySelector("article h2"))
        done(performance.now() - start);
      else requestAnimationFrame(look);
    };
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
    look();
  });
}

async function saved(request, reviewId, lines) {
  const times = [];
  for (const { id: lineId } of lines) {
    const data = {
      ...{ id: randomUUID(), reviewId, lineId, stage: 1, after: null, opened: true },
      ...{ decision: "keep", comment: "It is needed as it is.", madeAt: new Date().toISOString() },
    };
    const start = performance.now();
    const answer = await request.post("/api/access-reviews/decide/decision", { data });
    times.push(performance.now() - start);
    if (answer.status() !== 200)
      throw new Error(`a save was answered ${answer.status()}: ${await answer.text()}`);
  }
  return times.slice(WARMING);
}
