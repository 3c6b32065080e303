import { AppError } from "@/lib/core/app-error";

const YAML_TYPES: readonly string[] = [
  "application/yaml",
  "application/x-yaml",
  "text/yaml",
  "text/x-yaml",
];

/**
 * What CI sent, as `importAgentsInput` reads it: the file itself as YAML, or `{ "yaml": "…" }` as JSON;
 * `?dry_run=1` only shows what it would do. Errors: invalid_input.
 */
export function importBody(text: string, request: Request): unknown {
  const { searchParams } = new URL(request.url);
  const type =
    (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const options = { dryRun: dryRunOf(searchParams.get("dry_run")), hash: "" };
  if (YAML_TYPES.includes(type)) return { yaml: text, ...options };
  if (type === "application/json") return { ...fieldsOf(text), ...options };
  throw new AppError(
    "invalid_input",
    "Send the file with Content-Type: application/yaml, or JSON with the key yaml.",
  );
}

// A misspelt wish for a dry run must not become a real one.
function dryRunOf(given: string | null): boolean {
  if (given === null || given === "0" || given === "false") return false;
  if (given === "1" || given === "true") return true;
  throw new AppError("invalid_input", "Write dry_run=1 to see the difference without applying it.");
}

function fieldsOf(text: string): object {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  } catch (cause) {
    throw new AppError("invalid_input", { message: "The body is not JSON.", cause });
  }
  throw new AppError("invalid_input", "Send a JSON object with the key yaml.");
}
