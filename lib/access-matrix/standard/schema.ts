import { z } from "zod";
import { ACCESS_CLASSES } from "@/lib/core/access-classes";
import { chosen } from "@/lib/core/choices";
import { DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { line, prose } from "@/lib/core/text";
import { throughDay } from "../grants/schema";
import { MAX_DAYS, REASON_MAX, SERVERS_MAX, TITLE_MAX } from "./limits";

const DAYS_SAYS = `Give whole days, 1 to ${MAX_DAYS}.`;

/** An entry of the catalogue as somebody proposes it. `serverIds` empty: any server in scope. */
export const proposeStandardInput = z.strictObject({
  title: line("Name the standard change.", TITLE_MAX),
  reason: prose("Say why this needs no decision each time.", REASON_MAX),
  environments: chosen(ENVIRONMENTS, "Choose the environments, at least one."),
  access: chosen(ACCESS_CLASSES, "Choose what operations may do at worst, at least one."),
  dataClasses: chosen(DATA_CLASSES, "Choose the kinds of data, at least one."),
  serverIds: z
    .array(z.uuid("Choose servers from the list."))
    .max(SERVERS_MAX, `Choose at most ${SERVERS_MAX} servers.`)
    .transform((ids) => [...new Set(ids)].sort()),
  maxDays: z.coerce.number(DAYS_SAYS).int(DAYS_SAYS).min(1, DAYS_SAYS).max(MAX_DAYS, DAYS_SAYS),
  expiresOn: throughDay,
});
export type ProposeStandardInput = z.infer<typeof proposeStandardInput>;

export const endStandardInput = z.strictObject({
  standardId: z.uuid("This is not the id of a standard change."),
  version: z.coerce.number("Reload the page.").int("Reload the page.").min(1),
  reason: prose("Say why it grants nothing any more.", REASON_MAX),
});
export type EndStandardInput = z.infer<typeof endStandardInput>;
