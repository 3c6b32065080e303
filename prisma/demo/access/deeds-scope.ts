import { read } from "@/lib/db/read";
import { registerNow } from "@/lib/servers/facts";
import { documentHash, documentOf } from "@/lib/servers/scope/document";
import { SCOPE_SUBJECT } from "@/lib/servers/scope/scope-request-names";
import { submitScopeInput } from "@/lib/servers/scope/scope-schema";
import { submitScope } from "@/lib/servers/scope/submit-scope";
import type { PersonKey } from "../people";
import { asPerson, type Deed } from "../stage";
import { decideOpen } from "./deeds-decisions";

/** Hands the scope document in, as it stands. */
export function submitsScope(who: PersonKey, reason: string): Deed {
  return async (stage, at) => {
    const ctx = await asPerson(stage, who, at);
    const hash = documentHash(documentOf(await registerNow(ctx.actor, read())));
    await submitScope(ctx, submitScopeInput.parse({ hash, reason }));
  };
}

export function approvesScope(who: PersonKey, note: string): Deed {
  return (stage, at) =>
    decideOpen(stage, at, who, {
      ...{ subjectKind: SCOPE_SUBJECT.kind, subjectId: SCOPE_SUBJECT.id },
      note,
    });
}
