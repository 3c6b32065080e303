import { z } from "zod";
import { accessClassWord } from "@/lib/core/access-classes";
import { ENVIRONMENT_LABEL, ENVIRONMENTS } from "@/lib/core/environments";
import type { JsonRecord } from "@/lib/requests/diff";
import { dataClassWord, throughWords } from "../grants/wish";

/** What is asked for when an entry of the catalogue is proposed. */
export const standardWish = z.object({
  title: z.string(),
  reason: z.string(),
  environments: z.array(z.string()).min(1),
  access: z.array(z.string()).min(1),
  dataClasses: z.array(z.string()).min(1),
  serverIds: z.array(z.uuid()),
  servers: z.array(z.string()),
  maxDays: z.int().min(1),
  expiresAt: z.iso.datetime(),
});
export type StandardWish = z.infer<typeof standardWish>;

export const STANDARD_LABEL = {
  title: "Name",
  reason: "Why it needs no decision each time",
  environments: "Environments",
  access: "What operations may do at worst",
  dataClasses: "Kinds of data",
  servers: "Servers",
  serverIds: "Servers (ids)",
  maxDays: "Grants for at most, in days",
  expiresAt: "Grants",
} as const;

/** Words for the fields whose stored form would not do. */
export function standardWords(field: string, value: JsonRecord[string]): string | undefined {
  const list = z.array(z.string()).safeParse(value);
  if (field === "expiresAt" && typeof value === "string") return throughWords(value);
  if (!list.success) return undefined;
  if (field === "environments") return list.data.map(environmentWord).join(", ");
  if (field === "access") return list.data.map(accessClassWord).join(", ");
  if (field === "dataClasses") return list.data.map(dataClassWord).join(", ");
  if (field === "servers" && list.data.length === 0) return "Any server in scope";
  return undefined;
}

/** An environment in words; what another version stored stays as it is. */
export function environmentWord(text: string): string {
  const known = ENVIRONMENTS.find((each) => each === text);
  return known ? ENVIRONMENT_LABEL[known] : text;
}
