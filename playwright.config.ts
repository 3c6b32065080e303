import { defineConfig } from "playwright/test";
import { findBrowser } from "./bin/find-browser.mjs";

// `npm test -- browser` starts the server and says where it is; it has found a browser by then, too.
const { path, env } = await findBrowser({ install: async () => null });
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results/browser",
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 90_000, // a journey takes a few seconds, but CI machines are slow and busy
  expect: { timeout: 10_000 },
  reporter: [
    ["line"],
    ["json", { outputFile: process.env.E2E_REPORT ?? "test-results/browser.json" }],
  ],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? "http://localhost:3000",
    browserName: "chromium",
    trace: "off",
    screenshot: "only-on-failure",
    // Chromium's sandbox refuses to run as root.
    launchOptions: { executablePath: path, env, args: isRoot ? ["--no-sandbox"] : [] },
  },
  projects: [{ name: "desktop", use: { viewport: { width: 1280, height: 800 } } }],
});
