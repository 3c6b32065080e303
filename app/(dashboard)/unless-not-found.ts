import { AppError } from "@/lib/core/app-error";

/** For a drawer whose record may be gone or not theirs to see: then there is none, and the list stays. */
export function unlessNotFound(error: unknown): null {
  if (error instanceof AppError && error.code === "not_found") return null;
  throw error;
}
