import { REGISTRY_MAX } from "@/lib/agents/limits";
import { listAgents } from "@/lib/agents/queries";
import type { Actor } from "@/lib/auth/actor";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";

/** The registered agents of a data class, by id; null where none was asked for, nothing where there is no such class. */
export async function agentsOfClass(
  actor: Actor,
  dataClass: string,
  now: Date,
): Promise<readonly string[] | null> {
  if (dataClass === "") return null;
  const known = DATA_CLASSES.find((one) => one === dataClass);
  if (!known) return [];
  const { agents } = await listAgents(
    actor,
    {
      q: "",
      status: "",
      risk: "",
      environment: "",
      owner: "",
      dataClass: known,
      gap: "",
      reviewDue: "",
      sort: "name",
      dir: "asc",
      page: 1,
      pageSize: REGISTRY_MAX,
    },
    now,
  );
  return agents.map(({ id }) => id);
}

/** Data classes as choices of a filter. */
export const DATA_CLASS_CHOICES = DATA_CLASSES.map((value) => ({
  value,
  label: DATA_CLASS_LABEL[value],
}));

export function dataClassWord(dataClass: string): string {
  return DATA_CLASS_CHOICES.find(({ value }) => value === dataClass)?.label ?? dataClass;
}
