// ledger.md §2: the origin of a log: LEDGER_ORIGIN + "/" + log: host and path, no scheme, spaces, `+` or trailing slash.
import { LedgerError } from "./ledger-error";

/** The two logs of an installation. */
export const LOGS = ["calls", "governance"] as const;
export type Log = (typeof LOGS)[number];

const HOST = "[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?";
const PATH = "(?:/[A-Za-z0-9._~-]+)*";
const BASE = new RegExp(`^${HOST}${PATH}$`);
const MAX_BASE = 200;

/** Whether a text can stand before the name of a log, as `LEDGER_ORIGIN`. */
export function isOriginBase(text: string): boolean {
  return text.length <= MAX_BASE && BASE.test(text);
}

/** The origin of a log: `ledger.example.com/acme` and `calls` make `ledger.example.com/acme/calls`. Errors: malformed. */
export function originOf(base: string, log: Log): string {
  if (!isOriginBase(base)) throw new LedgerError("malformed", `no ledger origin: ${base}`);
  return `${base}/${log}`;
}

/** Base and log of an origin, or null. */
export function parseOrigin(origin: string): { base: string; log: Log } | null {
  const cut = origin.lastIndexOf("/");
  const base = origin.slice(0, Math.max(cut, 0));
  const log = LOGS.find((name) => name === origin.slice(cut + 1));
  return log !== undefined && isOriginBase(base) ? { base, log } : null;
}
