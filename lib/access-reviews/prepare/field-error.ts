import { AppError } from "@/lib/core/app-error";

/** What is wrong with one field of a form. */
export function fieldError(field: string, message: string): AppError {
  return new AppError("invalid_input", {
    message: "Check the fields.",
    fieldErrors: { [field]: [message] },
  });
}
