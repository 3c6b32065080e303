import { z } from "zod";

const text = z.string().max(500).default("");

const place = {
  zone: text,
  environment: text,
  server: text,
  dataClass: text,
};

/** The filters of the list of calls as its address has them, and a format. What only says how rows are shown is let pass. */
export const exportCallsInput = z.object({
  ...place,
  from: text,
  to: text,
  fromFold: text,
  toFold: text,
  agent: text,
  key: text,
  person: text,
  source: text,
  operation: text,
  outcome: text,
  region: text,
  trace: text,
  address: text,
  kind: text,
  unfinished: text,
  format: z.enum(["csv", "jsonl"], "Choose csv or jsonl."),
});
export type ExportCallsInput = z.infer<typeof exportCallsInput>;

/** A question as its address has it. */
export const exportAnswerInput = z.object({ ...place, when: text, around: text, fold: text });
export type ExportAnswerInput = z.infer<typeof exportAnswerInput>;
