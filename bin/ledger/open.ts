import { randomUUID } from "node:crypto";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import { env } from "@/lib/core/env";
import type { Log } from "@/lib/ledger/origin";
import { originBaseInStore } from "@/lib/ledger-store/first-origin";
import { type Ledger, openLedger, openStore, processRuntime } from "@/lib/ledger-store/open-ledger";
import { findInstallation } from "@/lib/settings/installation";

/**
 * The ledger of this installation. Where the database holds no installation, because it was lost, the ledger's own first
 * entry says whose it is, and a note on standard error says what to set. Errors: unavailable.
 */
export async function openInstallation(): Promise<Ledger> {
  const configured = env();
  if (configured.LEDGER_ORIGIN !== undefined || (await findInstallation()) !== null) {
    return await openLedger(configured);
  }
  const base = await originBaseInStore(await openStore(configured, processRuntime()));
  if (base === null) return await openLedger(configured); // which says that there is no installation
  console.error(
    `This database holds no installation. The first entry of the ledger belongs to ${base}, so that is used: set LEDGER_ORIGIN=${base} for every start from now on.`,
  );
  return await openLedger({ ...configured, LEDGER_ORIGIN: base });
}

/** Opens the ledger for one piece of work and closes it behind it. */
export async function withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openInstallation();
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** What is done from the command line is done under its own name, with the rights it names. */
export function commandContext(grants: readonly Permission[]): CommandContext {
  return {
    actor: { kind: "job", id: "ledger-cli", grants },
    now: new Date(),
    requestId: randomUUID(),
  };
}

/** A count for people: 1,204. */
export function count(number: bigint | number): string {
  return number.toLocaleString("en-GB");
}

/** "1 row", "1,204 rows". */
export function counted(number: bigint | number, one: string, many = `${one}s`): string {
  return `${count(number)} ${BigInt(number) === 1n ? one : many}`;
}

/** What a log is called in a line of output, padded so that both stand under each other. */
export function label(log: Log): string {
  return log.padEnd("governance".length);
}
