import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Actor, authorize } from "@/lib/auth/actor";
import { currentActor } from "@/lib/auth/current-actor";
import type { Permission } from "@/lib/auth/permissions";
import type { CommandContext } from "@/lib/change-log/transact";
import type { ActionState, Done, FormAction } from "@/lib/core/action-state";
import { AppError } from "@/lib/core/app-error";
import { type FormFields, fieldsOf, unstorable, valuesOf } from "./form-fields";

type ActionSpec<Input, Result> = {
  permission: Permission;
  /** Who acts where nobody is signed in: a guest behind a one-time link. */
  actor?: Actor;
  input: z.ZodType<Input>;
  /** Fields which an error never sends back. */
  secret?: readonly (keyof Input & string)[];
  run: (ctx: CommandContext, input: Input) => Promise<Result>;
  /** What the person is told afterwards. */
  done: (result: Result, input: Input) => Done;
  revalidate: (result: Result, input: Input) => void;
};

/**
 * The one doorway for form posts: authorise, parse, run the command, revalidate.
 * Who may not come in is not told what the form looks like (DECISIONS.md 4).
 */
export function defineAction<Input, Result>(spec: ActionSpec<Input, Result>): FormAction {
  return async (_previous, form): Promise<ActionState> => {
    const fields = fieldsOf(form);
    try {
      const actor = spec.actor ?? (await currentActor());
      authorize(actor, spec.permission);
      const input = parse(spec.input, fields);
      const result = await spec.run({ actor, now: new Date(), requestId: randomUUID() }, input);
      spec.revalidate(result, input);
      return { status: "done", ...spec.done(result, input) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return failed(error, fields, spec.secret ?? []);
    }
  };
}

function parse<Input>(schema: z.ZodType<Input>, fields: FormFields): Input {
  const broken = unstorable(fields);
  if (Object.keys(broken).length > 0) {
    throw new AppError("invalid_input", { message: "Check the fields.", fieldErrors: broken });
  }
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_input", {
    message: "Check the fields.",
    fieldErrors: fieldErrorsOf(parsed.error),
  });
}

function fieldErrorsOf(error: z.ZodError): Record<string, string[]> {
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? "form");
    fieldErrors[field] = [...(fieldErrors[field] ?? []), issue.message];
  }
  return fieldErrors;
}

function failed(error: AppError, fields: FormFields, secret: readonly string[]): ActionState {
  const { code, message, fieldErrors, conflict } = error;
  return {
    status: "failed",
    code,
    message,
    fieldErrors,
    conflict,
    values: valuesOf(fields, secret),
  };
}
