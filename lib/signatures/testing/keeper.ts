import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openKeeper } from "../keeper";
import type { Keeper } from "../keeper-parts";

/** A keeper with keys of its own, in a temporary folder. */
export function testKeeper(now = new Date("2026-11-21T12:00:00.000Z")): Promise<Keeper> {
  return openKeeper({
    directory: mkdtempSync(join(tmpdir(), "keeper-")),
    sealName: "ledger.example.com/test/seal",
    organisation: "Kestrel Bank",
    now,
  });
}
