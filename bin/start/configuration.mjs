import { parseEnv } from "../../lib/core/env.ts";
import { Refusal } from "../process/refusal.mjs";

// Stands in for the address that the embedded PostgreSQL gets later.
const EMBEDDED = "postgresql://embedded@127.0.0.1/countersign";

/** The configuration of a start, parsed; DATABASE_URL may be missing where the embedded one will be used. Errors: Refusal. */
export function configurationOf(environment, { embedded = false } = {}) {
  const address = embedded && !environment.DATABASE_URL ? { DATABASE_URL: EMBEDDED } : {};
  try {
    return parseEnv({ ...environment, ...address });
  } catch (error) {
    throw new Refusal(error.message, { cause: error });
  }
}
