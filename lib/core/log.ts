type Fields = Readonly<Record<string, string | number | boolean>>;

/**
 * Notes a failure for whoever runs the server: one line of JSON on standard error. `what` is
 * noun.past-tense (`job.failed`). Never pass a secret, a name or the content of a record as a field.
 */
export function logError(what: string, error: unknown, fields: Fields = {}): void {
  const line = { at: new Date().toISOString(), level: "error", what, ...fields, ...wordsOf(error) };
  console.error(JSON.stringify(line));
}

// The stack tells where a bug is; JSON keeps its line breaks within the line.
function wordsOf(error: unknown): Fields {
  if (!(error instanceof Error)) return { message: String(error) };
  const cause = error.cause instanceof Error ? { cause: error.cause.message } : {};
  return { message: error.message, ...cause, ...(error.stack ? { stack: error.stack } : {}) };
}
