import { expect, test } from "vitest";
import { findBrowser } from "./find-browser.mjs";
import { run } from "./test/processes.mjs";

const nowhere = { places: [], install: async () => null };

test("a machine without any browser is told so in one sentence", async () => {
  await expect(findBrowser(nowhere)).rejects.toThrow(
    "There is no Chromium for the browser tests, and none could be installed. Install Chromium or Chrome, or set CHROME_PATH to one.",
  );
});

test("a browser that does not start is passed over", async () => {
  const broken = { path: "/bin/false", env: { NODE_ENV: "test" as const } };
  await expect(findBrowser({ ...nowhere, places: [() => broken] })).rejects.toThrow(
    "There is no Chromium",
  );
});

test("a wrong CHROME_PATH is not silently replaced by another browser", async () => {
  const found = await run("bin/find-browser.mjs", [], { CHROME_PATH: "/no/such/chrome" });
  expect(found).toEqual({
    code: 1,
    stdout: [],
    stderr: [
      "CHROME_PATH is /no/such/chrome, and no Chromium starts there. Correct it, or leave it out.",
    ],
  });
});

test("the browser that is found starts", async () => {
  expect(await run("bin/find-browser.mjs", [], {})).toMatchObject({
    code: 0,
    stdout: [expect.stringMatching(/^\//)],
  });
});
