import { stripVTControlCharacters } from "node:util";
import { Refusal } from "../process/refusal.mjs";
import { nothingRan } from "./reports.mjs";
import { SECTIONS } from "./sections.mjs";
import { openThrowaway } from "./throwaway.mjs";

const MESSAGE_LINES = 25;
const INTERRUPTED = 130;
// Where a failure passed through the tools says nothing about it.
const OTHERS_STACK = /^\s+at .*(?:node_modules|node:internal|<anonymous>)/;

/** Runs sections (all, if none is named), prints what failed and the totals. Answers the exit code. Errors: Refusal. */
export async function runTests({ names, say, signal }) {
  const unknown = names.find((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown) {
    throw new Refusal(
      `There is no section "${unknown}". Sections are ${Object.keys(SECTIONS).join(", ")}.`,
    );
  }
  const throwaway = await openThrowaway();
  const outcomes = [];
  try {
    for (const name of names.length > 0 ? names : Object.keys(SECTIONS)) {
      console.log(`\n== ${name} ==`);
      outcomes.push(...(await outcomesOf(name, { throwaway, say, signal })));
      if (signal.aborted) return INTERRUPTED;
    }
  } finally {
    await throwaway.close();
  }
  return summarise(outcomes);
}

async function outcomesOf(section, world) {
  const outcomes = [];
  try {
    for await (const outcome of SECTIONS[section](world)) outcomes.push(outcome);
  } catch (error) {
    if (world.signal.aborted) return outcomes;
    // What keeps a section from running is a failure of that section; the others still run.
    const reason = error instanceof Refusal ? error.message : error.stack;
    outcomes.push([section, { passed: 0, failures: [{ name: section, message: reason }] }]);
  }
  return outcomes.length > 0 ? outcomes : [[section, nothingRan("the section ended early.")]];
}

function summarise(outcomes) {
  const failures = outcomes.flatMap(([part, outcome]) =>
    outcome.failures.map((failure) => ({ part, ...failure })),
  );
  if (failures.length > 0) console.log("\n== what failed ==");
  for (const { part, name, message } of failures) {
    console.log(`\n${part}: ${name}\n${indented(message ?? "")}`);
  }
  const skipped = outcomes.flatMap(([part, outcome]) =>
    (outcome.skipped ?? []).map((test) => ({ part, ...test })),
  );
  if (skipped.length > 0) console.log("\n== what could not be tried here ==");
  for (const { part, name, why } of skipped) console.log(`\n${part}: ${name}\n    ${why}`);
  console.log("\n== summary ==");
  for (const [part, { passed, failures: failed, skipped: left = [] }] of outcomes) {
    const more = left.length > 0 ? `, ${left.length} skipped` : "";
    console.log(`  ${part.padEnd(14)}${passed} passed, ${failed.length} failed${more}`);
  }
  const passed = outcomes.reduce((sum, [, outcome]) => sum + outcome.passed, 0);
  console.log(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0 ? 0 : 1;
}

function indented(message) {
  const words = stripVTControlCharacters(message).trim().split("\n");
  const lines = words.filter((line) => !OTHERS_STACK.test(line)).slice(0, MESSAGE_LINES);
  return lines.map((line) => `    ${line}`).join("\n");
}
