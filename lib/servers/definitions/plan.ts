import type { JsonObject } from "@/lib/ledger/canonical-json";
import type { ImportStep } from "./definition-labels";
import { definitionHash, type Tool } from "./tools-list";

/** A definition as it is kept. */
export type Kept = { readonly hash: string; readonly definition: JsonObject };

/** An operation of the register, with what its server last said of it and what a person approved. */
export type KnownOperation = {
  readonly id: string;
  readonly name: string;
  readonly access: string | null;
  readonly isRetired: boolean;
  readonly observed: Kept | null;
  readonly pinned: Kept | null;
};

/** What a list comes to for one operation. */
export type Step = { readonly name: string } & (
  | { readonly step: "new"; readonly tool: Tool; readonly known: null }
  | { readonly step: "gone"; readonly tool: null; readonly known: KnownOperation }
  | {
      readonly step: Exclude<ImportStep, "new" | "gone">;
      readonly tool: Tool;
      readonly known: KnownOperation;
    }
);

/** The steps of a list that is whole: what it does not hold is gone. In the order of the list, then what is gone. */
export function planImport(known: readonly KnownOperation[], tools: readonly Tool[]): Step[] {
  const byName = new Map(known.map((operation) => [operation.name, operation]));
  const listed = new Set(tools.map(({ name }) => name));
  const gone = known.filter(({ name, observed }) => observed !== null && !listed.has(name));
  return [
    ...tools.map((tool) => stepOf(tool, byName.get(tool.name))),
    ...gone.map((operation) => ({
      ...{ step: "gone" as const, name: operation.name },
      ...{ tool: null, known: operation },
    })),
  ];
}

/** SHA-256 over what a plan rests on: it is another where the list, the register or a pin is another. */
export function planHash(serverId: string, steps: readonly Step[]): string {
  return definitionHash({
    serverId,
    steps: steps.map(({ name, step, tool, known }) => ({
      ...{ name, step },
      hash: tool?.hash ?? null,
      observed: known?.observed?.hash ?? null,
      pinned: known?.pinned?.hash ?? null,
    })),
  });
}

function stepOf(tool: Tool, known: KnownOperation | undefined): Step {
  const { name } = tool;
  if (!known) return { step: "new", name, tool, known: null };
  return { step: stepFrom(tool, known), name, tool, known };
}

function stepFrom(tool: Tool, { observed, pinned }: KnownOperation) {
  if (observed?.hash === tool.hash) return "same";
  if (pinned?.hash === tool.hash) return "back";
  return observed || pinned ? "changed" : "first";
}
