// Takes the pictures in the README from a demo installation made for it: `npm run screenshots`.
import { mkdirSync } from "node:fs";
import { ensureInstalled } from "./install.mjs";
import { continuesOnPinnedNode } from "./process/pinned-node.mjs";
import { runProgram } from "./process/refusal.mjs";
import { at } from "./process/root.mjs";

const PICTURES = [
  { name: "agents", path: "/agents" },
  { name: "agent", path: "/agents/shipment-concierge" },
  { name: "change-log", path: "/change-log?kind=agent" },
];
const PERSON = "Ioana Dumitrescu"; // a compliance officer of the demo company

await runProgram(async () => {
  await ensureInstalled({ say: (part, text) => console.error(`${part}: ${text}`) });
  if (await continuesOnPinnedNode()) return;
  const { withTemporaryDemo } = await import("./start/temporary-demo.mjs");
  const { findBrowser } = await import("./find-browser.mjs");
  const { chromium } = await import("playwright");
  const { path, env } = await findBrowser();
  const folder = at("docs");
  mkdirSync(folder, { recursive: true });
  await withTemporaryDemo(async ({ address }) => {
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = await chromium.launch({ executablePath: path, env, args });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${address}/sign-in`);
    await page.getByRole("button", { name: PERSON }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    for (const picture of PICTURES) {
      await page.goto(`${address}${picture.path}`, { waitUntil: "networkidle" });
      await page.screenshot({ path: at("docs", `${picture.name}.png`) });
    }
    await browser.close();
  });
});
