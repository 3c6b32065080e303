type Fields = Readonly<Record<string, string | number | boolean>>;

/**
 * Notes a failure for whoever runs the server: one line of JSON on standard error. `what` is
 * noun.past-tense (`job.failed`). Never pass a secret, a name or the content of a record as a field.
 */
export function logError(what: string, error: unknown, fields: Fields = {}): void {
  console.error(lineOf("error", what, { ...fields, ...wordsOf(error) }));
}

/** Notes something worth knowing that is no failure: one line of JSON on standard output. */
export function logInfo(what: string, fields: Fields = {}): void {
  console.log(lineOf("info", what, fields));
}

function lineOf(level: string, what: string, fields: Fields): string {
  return JSON.stringify({ at: new Date().toISOString(), level, what, ...fields });
}

// The stack tells where a bug is; JSON keeps its line breaks within the line.
function wordsOf(error: unknown): Fields {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  return { message: error.message, ...cause, ...(error.stack ? { stack: error.stack } : {}) };
}
