import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { ROOT } from "../process/root.mjs";

/** What a tool found: how many tests passed, and which did not, each with its name and why. */
export function nothingRan(reason) {
  return { passed: 0, failures: [{ name: "no test ran", message: reason }] };
}

/**
 * The outcome of a vitest run from its JSON report. A test that was skipped counts as failed, unless it said why: nothing is
 * left out silently.
 */
export function readVitestReport(path) {
  if (!existsSync(path)) return nothingRan("vitest ended without a report; its words stand above.");
  const files = JSON.parse(readFileSync(path, "utf8")).testResults;
  const tests = files.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: relative(ROOT, name) })),
  );
  // A file that could not be loaded has no tests to show for it.
  const broken = files.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some(isFailed),
  );
  const skipped = tests.filter(saysWhy);
  return sound({
    passed: tests.filter(({ status }) => status === "passed").length,
    ...(skipped.length === 0
      ? {}
      : {
          skipped: skipped.map(({ file, fullName, meta }) => ({
            name: `${file} > ${fullName}`,
            why: meta.why,
          })),
        }),
    failures: [
      ...broken.map(({ name, message }) => ({ name: relative(ROOT, name), message })),
      ...tests
        .filter((test) => test.status !== "passed" && !saysWhy(test))
        .map(({ file, fullName, status, failureMessages }) => ({
          name: `${file} > ${fullName}`,
          message: failureMessages?.join("\n") || `was ${status}`,
        })),
    ],
  });
}

/** The outcome of a Playwright run from its JSON report. A skipped test counts as failed. */
export function readPlaywrightReport(path) {
  if (!existsSync(path))
    return nothingRan("Playwright ended without a report; its words stand above.");
  const report = JSON.parse(readFileSync(path, "utf8"));
  const tests = report.suites.flatMap((suite) => testsOf(suite, []));
  return sound({
    passed: tests.filter(({ status }) => status === "expected").length,
    failures: [
      ...report.errors.map(({ message }) => ({ name: "Playwright", message })),
      ...tests.filter(({ status }) => status !== "expected"),
    ],
  });
}

function testsOf(suite, titles) {
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map(({ status, results }) => ({
      name: [...titles, suite.title, spec.title].join(" > "),
      status,
      message:
        results.flatMap(({ errors }) => errors.map(({ message }) => message)).join("\n") ||
        `was ${status}`,
    })),
  );
  return [
    ...own,
    ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, [...titles, suite.title])),
  ];
}

function isFailed({ status }) {
  return status === "failed";
}

function saysWhy({ status, meta }) {
  return status !== "passed" && !isFailed({ status }) && typeof meta?.why === "string";
}

function sound(outcome) {
  return outcome.passed + outcome.failures.length === 0
    ? nothingRan("the section holds no test.")
    : outcome;
}
