import "server-only";
import type { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/current-actor";
import type { Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/core/app-error";
import { isStorable } from "@/lib/core/text";
import { errorReply } from "./http-status";

type LookupSpec<Input, Reply> = {
  permission: Permission;
  input: z.ZodType<Input>;
  run: (actor: Actor, input: Input) => Promise<Reply>;
};

/** The doorway for what a page asks while somebody types: a GET that reads and never writes. */
export function defineLookup<Input, Reply>(spec: LookupSpec<Input, Reply>) {
  return async (request: Request): Promise<Response> => {
    try {
      const actor = await currentActor();
      authorize(actor, spec.permission);
      const reply = await spec.run(actor, queryOf(request, spec.input));
      return Response.json(reply, { headers: { "Cache-Control": "private, no-store" } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return errorReply(error.code, error.message);
    }
  };
}

/** The query of an address, parsed; a name that comes twice is a list. Errors: invalid_input. */
export function queryOf<Input>(request: Request, schema: z.ZodType<Input>): Input {
  const { searchParams } = new URL(request.url);
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
  const storable = Object.values(query).flat().every(isStorable);
  const parsed = schema.safeParse(query);
  if (storable && parsed.success) return parsed.data;
  const says = parsed.error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new AppError(
    "invalid_input",
    says?.join("; ") ?? "The address holds a character that cannot be searched.",
  );
}
