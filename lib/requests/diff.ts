import { z } from "zod";
import { diffHash } from "./hash";

const jsonRecord = z.record(z.string(), z.json());
const diffShape = z.strictObject({ before: jsonRecord.nullable(), after: jsonRecord });

/** A record as JSON holds it: instants are texts. */
export type JsonRecord = z.infer<typeof jsonRecord>;

/** The whole record before (null: there was none) and after. */
export type Diff = z.infer<typeof diffShape>;

/** Two records as they will come back from the database, so that their hash can be computed again. */
export function diffOfRecords(before: object | null, after: object): Diff {
  return diffShape.parse(JSON.parse(JSON.stringify({ before, after })));
}

type Stored = {
  kind: string;
  subjectKind: string;
  subjectId: string;
  baseVersion: number;
  diff: unknown;
  diffHash: string;
};

/** The stored diff, if it still is what was hashed when the request was opened; otherwise null. */
export function boundDiff(request: Stored): Diff | null {
  const parsed = diffShape.safeParse(request.diff);
  return parsed.success && diffHash(request) === request.diffHash ? parsed.data : null;
}

/** The stored diff to look at, whether or not it still matches its hash; empty if it is no diff at all. */
export function readableDiff(stored: unknown): Diff {
  const parsed = diffShape.safeParse(stored);
  return parsed.success ? parsed.data : { before: null, after: {} };
}
