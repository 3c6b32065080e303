/** Exit code of a program that nobody should start again before something was put right. */
export const REFUSED = 2;

/** A problem that a person can solve. Its message is the one sentence they are given: what, and what to do. */
export class Refusal extends Error {}

/** Runs a program. A refusal ends it with its sentence alone; anything else is a bug and shows where. */
export async function runProgram(main, { refusedCode = 1 } = {}) {
  try {
    await main();
  } catch (error) {
    if (error instanceof Refusal) {
      console.error(error.message);
      process.exit(refusedCode);
    }
    console.error(error);
    process.exit(1);
  }
}
