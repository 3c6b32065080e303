import { z } from "zod";
import { ACCESS_CLASSES } from "@/lib/core/access-classes";
import { blank, chosen, ticked } from "@/lib/core/choices";
import { DATA_CLASSES } from "@/lib/core/data-classes";
import { ENVIRONMENTS } from "@/lib/core/environments";
import { slugText } from "@/lib/core/slug";
import { line, optionalProse, prose } from "@/lib/core/text";
import { GAP_CODES } from "./gap-labels";
import {
  DEFAULT_PERIOD,
  HOSTINGS,
  PERIODS,
  RESERVED_SLUGS,
  SCOPES,
  SERVER_SORTS,
  SERVER_STATUSES,
} from "./labels";
import {
  MEANING_MAX,
  NAME_MAX,
  OPERATION_NAME_MAX,
  PLACES_TEXT_MAX,
  PROVIDER_MAX,
  PURPOSE_MAX,
  REASON_MAX,
  SEARCH_MAX,
  SLUG_MAX,
} from "./limits";
import { readPlaces } from "./places";

const slug = slugText({ max: SLUG_MAX, reserved: RESERVED_SLUGS, example: "billing-db" });

const places = optionalProse(PLACES_TEXT_MAX).transform((text, ctx) => {
  const read = readPlaces(text);
  if ("places" in read) return read.places;
  ctx.addIssue({ code: "custom", message: read.says });
  return z.NEVER;
});

/** What a person writes about a server. Rules over several fields stand in `content-rules.ts`. */
const content = {
  name: line("Name the server.", NAME_MAX),
  purpose: prose("Say what the server is for.", PURPOSE_MAX),
  provider: optionalProse(PROVIDER_MAX),
  hosting: z.enum(HOSTINGS, "Say who runs it."),
  ownerId: z.uuid("Choose the person who answers for this server."),
  deputyId: blank(z.uuid("Choose a deputy from the list, or leave it empty for now.")),
  dataClasses: chosen(DATA_CLASSES, "Choose the kinds of data it holds, at least one."),
  inScope: z
    .enum(SCOPES, "Say whether it is in scope.")
    .transform((scope): boolean => scope === "in"),
  scopeReason: prose("Say why it is in or out of scope.", REASON_MAX),
  contradictedBy: ticked(ENVIRONMENTS, "Choose environments from the list."),
  places,
};

export const registerServerInput = z.strictObject({ ...content, slug: blank(slug) });
export type RegisterServerInput = z.infer<typeof registerServerInput>;

/** What a person writes about a server, parsed; the short name apart. */
export type ServerContentInput = Omit<RegisterServerInput, "slug">;

const version = z.coerce.number("Load the page again.").int().min(1);

/** `version` is the one the form was made from: an older one is a conflict with both versions. */
export const editServerInput = z.strictObject({
  ...content,
  serverId: z.uuid(),
  version,
  reason: optionalProse(REASON_MAX),
});
export type EditServerInput = z.infer<typeof editServerInput>;

const why = prose("Say why, so that others can follow it later.", REASON_MAX);

/** `typedName` must be the server's name, letter by letter. */
export const retireServerInput = z.strictObject({
  serverId: z.uuid(),
  reason: why,
  typedName: z.string().max(NAME_MAX * 2),
});
export type RetireServerInput = z.infer<typeof retireServerInput>;

export const restoreServerInput = z.strictObject({ serverId: z.uuid(), reason: why });
export type RestoreServerInput = z.infer<typeof restoreServerInput>;

/** What a person writes about an operation. `access` null: nobody has classified it yet. */
const operationContent = {
  meaning: optionalProse(MEANING_MAX),
  access: blank(z.enum(ACCESS_CLASSES, "Choose a class from the list, or leave it open for now.")),
  dataClasses: ticked(DATA_CLASSES, "Choose kinds of data from the list."),
};

/** One operation: also the element of an import. `name` is kept as gateways write it. */
export const operationWish = z.strictObject({
  name: line("Name the operation as gateways write it.", OPERATION_NAME_MAX),
  ...operationContent,
});
export type OperationWish = z.infer<typeof operationWish>;

export const registerOperationInput = operationWish.extend({ serverId: z.uuid() });
export type RegisterOperationInput = z.infer<typeof registerOperationInput>;

export const editOperationInput = z.strictObject({
  operationId: z.uuid(),
  version,
  ...operationContent,
  reason: optionalProse(REASON_MAX),
});
export type EditOperationInput = z.infer<typeof editOperationInput>;

/** Retire, or take back into use. */
export const operationReasonInput = z.strictObject({ operationId: z.uuid(), reason: why });
export type OperationReasonInput = z.infer<typeof operationReasonInput>;

const AT_SAYS = "Give a day or an instant in UTC, 2026-11-21 or 2026-11-21T14:14.";
const instant = z
  .union(
    [
      z.literal("").transform(() => null),
      z.iso.date().transform((day) => new Date(`${day}T00:00:00.000Z`)),
      z.iso
        .datetime({ local: true })
        .transform((text) => new Date(text.endsWith("Z") ? text : `${text}Z`)),
    ],
    AT_SAYS,
  )
  .refine((at) => at === null || at.getUTCFullYear() > 0, AT_SAYS); // PostgreSQL knows no year 0

/** The filters of the register; an empty text means "all". Also the query of its export. `at`: as of an instant; null: now. */
const filters = {
  q: z.string().max(SEARCH_MAX, "Search for something shorter.").default(""),
  status: z.enum(["", ...SERVER_STATUSES]).default(""),
  scope: z.enum(["", ...SCOPES]).default(""),
  environment: z.enum(["", ...ENVIRONMENTS]).default(""),
  hosting: z.enum(["", ...HOSTINGS]).default(""),
  owner: z.union([z.literal(""), z.uuid()]).default(""),
  dataClass: z.enum(["", ...DATA_CLASSES]).default(""),
  gap: z.enum(["", "any", "fails", ...GAP_CODES]).default(""),
  days: z.enum(PERIODS).default(DEFAULT_PERIOD),
  at: instant.default(null),
  sort: z.enum(SERVER_SORTS).default("name"),
  dir: z.enum(["asc", "desc"]).default("asc"),
};

export const listServersInput = z.object({
  ...filters,
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListServersInput = z.infer<typeof listServersInput>;

/** Unknown names in the address (page, columns) are left out, so that any view can be exported. */
export const exportServersInput = z.object({ ...filters, format: z.enum(["csv", "xlsx", "pdf"]) });
export type ExportServersInput = z.infer<typeof exportServersInput>;

/** The scope document as of an instant; null: now. */
export const exportScopeInput = z.object({
  at: instant.default(null),
  format: z.enum(["csv", "xlsx", "pdf"]),
});
export type ExportScopeInput = z.infer<typeof exportScopeInput>;
