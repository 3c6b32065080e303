import "server-only";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { BulkItem } from "../decode/elastic-bulk";
import type { Pushed } from "../decode/reply";

export const PUSH_FORMATS = [
  "lines",
  "otlp-logs",
  "otlp-traces",
  "cloudevents",
  "splunk",
  "splunk-raw",
  "elastic",
  "docker-hook",
] as const;
/** How a body is to be taken apart: the door knows it by the address. `lines` is any of five shapes of JSON. */
export type PushFormat = (typeof PUSH_FORMATS)[number];

/** What came in at a door, or out of a file. */
export type PushRequest = {
  readonly sourceId: string;
  /** As received. */
  readonly body: Uint8Array;
  /** Content-Encoding. */
  readonly encoding: string | null;
  readonly contentType: string | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly format: PushFormat;
  /** How it came here, in a word that stands in each record: `http`, `otlp`, `file`. */
  readonly transport: string;
  /** The index in the address of a bulk request. */
  readonly index?: string | null;
  readonly wantsReceipts?: boolean;
};

/** What became of it. Of `records` canonical records `accepted` are new and `duplicates` were there already. */
export type PushOutcome = Pushed & {
  readonly skipped: number;
  readonly warnings: readonly string[];
  /** The operations of a bulk request. */
  readonly items?: readonly BulkItem[];
  /** Positions of which all records were there already. */
  readonly duplicatesAt: ReadonlySet<number>;
  readonly quarantineReasons: readonly string[];
  readonly records: number;
};

/**
 * Takes what a source sent, and answers when every record of it is durable in the ledger or in quarantine. A body without
 * records is a sign of life. Errors: forbidden; not_found (no such source); conflict (it is disabled); invalid_input (an OTLP
 * body, or a compression, that cannot be read at all); too_large; unavailable (send all of it again: nothing is stored twice).
 */
export async function push(_ctx: CommandContext, _request: PushRequest): Promise<PushOutcome> {
  throw new AppError("unavailable", "Nothing is taken in yet.");
}
