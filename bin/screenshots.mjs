// Takes the pictures in the README from a demo installation made for it: `npm run screenshots`.
import { mkdirSync } from "node:fs";
import { ensureInstalled } from "./install.mjs";
import { continuesOnPinnedNode } from "./process/pinned-node.mjs";
import { runProgram } from "./process/refusal.mjs";
import { at } from "./process/root.mjs";

const OFFICER = "Ioana Dumitrescu"; // a compliance officer of the demo company
const REVIEWER = "Zoltán Kerekes"; // who owns its finance system

/** `path` of what has an id of its own is found by the status of a review: the first such. */
const PICTURES = [
  { name: "agents", person: OFFICER, path: () => "/agents" },
  { name: "agent", person: OFFICER, path: () => "/agents/shipment-concierge" },
  { name: "change-log", person: OFFICER, path: () => "/change-log?kind=agent" },
  {
    name: "review-decide",
    person: REVIEWER,
    path: (review) => `/access-reviews/${review("open")}/decide`,
  },
  {
    name: "review-signed",
    person: OFFICER,
    path: (review) => `/access-reviews/${review("remediated")}`,
  },
];

await runProgram(async () => {
  await ensureInstalled({ say: (part, text) => console.error(`${part}: ${text}`) });
  if (await continuesOnPinnedNode()) return;
  const { withTemporaryDemo } = await import("./start/temporary-demo.mjs");
  const { findBrowser } = await import("./find-browser.mjs");
  const { chromium } = await import("playwright");
  const { path, env } = await findBrowser();
  mkdirSync(at("docs"), { recursive: true });
  await withTemporaryDemo(async ({ address, url }) => {
    const review = await reviewsOf(url);
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = await chromium.launch({ executablePath: path, env, args });
    for (const picture of PICTURES) {
      const page = await signedIn(browser, address, picture.person);
      await page.goto(`${address}${picture.path(review)}`, { waitUntil: "networkidle" });
      await page.screenshot({ path: at("docs", `${picture.name}.png`) });
      await page.context().close();
    }
    await browser.close();
  });
});

async function signedIn(browser, address, person) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${address}/sign-in`);
  await page.getByRole("button", { name: person }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  return page;
}

/** Answers a function from a status to the id of a review of it. */
async function reviewsOf(url) {
  const { withDatabase } = await import("./postgres/connect.mjs");
  return withDatabase(url, async (client) => {
    const { rows } = await client.query('SELECT id, status FROM "AccessReview" ORDER BY quarter');
    return (status) => rows.find((row) => row.status === status).id;
  });
}
