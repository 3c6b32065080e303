/** An answer of the house, or why there is none. `status` 0: nothing was reached. */
export type Reached<Value> =
  | { readonly kind: "reached"; readonly value: Value }
  | { readonly kind: "failed"; readonly status: number; readonly because: string };

const KEEPALIVE_MAX = 30_000; // a browser lets small posts finish after their page is gone

/** Asks a route of this house: GET, or POST where there is a body. Never throws. */
export async function reached<Value>(path: string, body?: string): Promise<Reached<Value>> {
  const options =
    body === undefined ? {} : { method: "POST", body, keepalive: body.length < KEEPALIVE_MAX };
  const response = await fetch(path, options).catch(() => null);
  if (!response) return { kind: "failed", status: 0, because: "The server cannot be reached." };
  const said = await response.json().catch(() => null);
  if (response.ok && said !== null) return { kind: "reached", value: said };
  const because = said?.error?.message ?? `The server answered ${response.status}.`;
  return { kind: "failed", status: response.status, because };
}

/**
 * Runs what two tabs of one person must not do at once. Where a browser has no locks, the ids of the decisions alone keep one from being
 * made twice.
 */
export async function oneTab(name: string, run: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return await run();
  await navigator.locks.request(name, run);
}
