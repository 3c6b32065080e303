import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { at } from "../process/root.mjs";
import { readPlaywrightReport, readVitestReport } from "./reports.mjs";

function reportOf(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "report-")), "report.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function vitestFile(assertionResults: readonly object[], more: object = {}) {
  return { name: at("lib/x.test.ts"), status: "passed", message: "", assertionResults, ...more };
}

test("vitest: what passed is counted, what failed is named with its reason", () => {
  const passed = { fullName: "adds", status: "passed" };
  const failed = { fullName: "divides", status: "failed", failureMessages: ["by zero"] };
  expect(readVitestReport(reportOf({ testResults: [vitestFile([passed, failed])] }))).toEqual({
    passed: 1,
    failures: [{ name: "lib/x.test.ts > divides", message: "by zero" }],
  });
});

test("vitest: a skipped test and a file that does not load count as failed", () => {
  const skipped = vitestFile([{ fullName: "later", status: "skipped" }]);
  const broken = vitestFile([], { status: "failed", message: "no such module" });
  expect(readVitestReport(reportOf({ testResults: [skipped, broken] })).failures).toEqual([
    { name: "lib/x.test.ts", message: "no such module" },
    { name: "lib/x.test.ts > later", message: "was skipped" },
  ]);
});

test("vitest: a test that says why it was skipped has not failed, and is named with its reason", () => {
  const skipped = { fullName: "mounts", status: "skipped", meta: { why: "not root" } };
  const passed = { fullName: "adds", status: "passed", meta: {} };
  expect(readVitestReport(reportOf({ testResults: [vitestFile([passed, skipped])] }))).toEqual({
    passed: 1,
    failures: [],
    skipped: [{ name: "lib/x.test.ts > mounts", why: "not root" }],
  });
});

test("Playwright: tests are counted however deep they stand", () => {
  const spec = (title: string, status: string, errors: object[] = []) => ({
    title,
    tests: [{ status, results: [{ errors }] }],
  });
  const suites = [
    {
      title: "agents.spec.ts",
      specs: [spec("lists", "expected")],
      suites: [
        {
          title: "forms",
          specs: [spec("keeps", "unexpected", [{ message: "lost" }]), spec("waits", "skipped")],
        },
      ],
    },
  ];
  expect(readPlaywrightReport(reportOf({ suites, errors: [] }))).toEqual({
    passed: 1,
    failures: [
      { name: "agents.spec.ts > forms > keeps", status: "unexpected", message: "lost" },
      { name: "agents.spec.ts > forms > waits", status: "skipped", message: "was skipped" },
    ],
  });
});

test("a run without any test, or without a report, is a failure", () => {
  for (const outcome of [
    readVitestReport("/no/such/report"),
    readVitestReport(reportOf({ testResults: [] })),
    readPlaywrightReport("/no/such/report"),
    readPlaywrightReport(reportOf({ suites: [], errors: [] })),
  ]) {
    expect(outcome).toMatchObject({ passed: 0, failures: [{ name: "no test ran" }] });
  }
});
