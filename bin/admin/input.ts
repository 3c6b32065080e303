import type { z } from "zod";
import { ROLES } from "@/lib/auth/permissions";
import { AppError } from "@/lib/core/app-error";

/** What was typed, through the schema that the forms use too. Errors: invalid_input, a sentence per option. */
export function inputOf<T>(schema: z.ZodType<T>, typed: unknown): T {
  const parsed = schema.safeParse(typed);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(
    ({ path, message }) => `--${String(path[0])}: ${inWords(path[0], message)}`,
  );
  throw new AppError("invalid_input", [...new Set(sentences)].join(" "));
}

// The schema speaks to people in front of a form.
function inWords(field: PropertyKey | undefined, message: string): string {
  if (field === "roles") return `Give one or more of ${ROLES.join(", ")}.`;
  return message.startsWith("Invalid input") ? "This is missing." : message;
}
