import { z } from "zod";
import { DAY_MS } from "@/lib/core/clock";
import { optionalProse, prose } from "@/lib/core/text";
import { GRANTS_MAX, NOTE_MAX, OPERATIONS_MAX, PURPOSE_MAX, REASON_MAX } from "./limits";

const DAY_SAYS = "Give the last day as 2027-03-31.";

/** The last day on which something holds, as the instant at which that day is over in UTC. */
export const throughDay = z.iso
  .date(DAY_SAYS)
  .refine((day) => !day.startsWith("0000"), DAY_SAYS)
  .transform((day) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS));

const keyId = z.uuid("Choose the key from the list.");
const ids = (says: string, max: number) =>
  z
    .array(z.uuid(says), says)
    .min(1, says)
    .max(max, `Choose at most ${max} at a time.`)
    .transform((list) => [...new Set(list)]);

/**
 * Access for one key to operations, of one server or several. An operation that is granted already is extended or approved
 * again. `until` is the first instant at which it no longer holds. Test notes (CHG-07) may be empty.
 */
export const requestAccessInput = z.strictObject({
  keyId,
  operationIds: ids("Choose the operations it needs, at least one.", OPERATIONS_MAX),
  purpose: prose("Say what the access is for.", PURPOSE_MAX),
  until: throughDay,
  allowTest: optionalProse(NOTE_MAX),
  denyTest: optionalProse(NOTE_MAX),
});
export type RequestAccessInput = z.infer<typeof requestAccessInput>;

/** The same in the place of a request that nobody has carried out. */
export const reviseAccessInput = z.strictObject({
  ...requestAccessInput.shape,
  requestId: z.uuid("This is not the id of a request."),
});
export type ReviseAccessInput = z.infer<typeof reviseAccessInput>;

/** Grants that should end, of one key or several. */
export const requestRemovalInput = z.strictObject({
  grantIds: ids("Choose the grants that should end, at least one.", GRANTS_MAX),
  reason: prose("Say why this access should end.", REASON_MAX),
});
export type RequestRemovalInput = z.infer<typeof requestRemovalInput>;

/** Every operation of a server for one key, by an exception somebody accepts. */
export const requestWildcardInput = z.strictObject({
  keyId,
  serverId: z.uuid("Choose the server from the list."),
  purpose: prose("Say what the access is for.", PURPOSE_MAX),
  reason: prose("Say why single operations would not do.", REASON_MAX),
  measures: prose("Say what makes up for it: what is watched, limited or checked.", REASON_MAX),
  until: throughDay,
});
export type RequestWildcardInput = z.infer<typeof requestWildcardInput>;
