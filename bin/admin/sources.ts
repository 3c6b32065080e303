import { randomUUID } from "node:crypto";
import { addSource } from "@/lib/activity/commands/add-source";
import { makeSourceToken } from "@/lib/activity/commands/make-source-token";
import { sourceFigures } from "@/lib/activity/sources/queries-source-health";
import { listSources } from "@/lib/activity/sources/queries-sources";
import { SOURCE_KINDS } from "@/lib/activity/sources/source-labels";
import { addSourceInput, makeSourceTokenInput } from "@/lib/activity/sources/source-schema";
import { toSourceRow } from "@/lib/activity/sources/source-view";
import type { CommandContext } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";
import type { Answer, Options } from "./command";
import { inputOf } from "./input";

/** Adds a source; its token is printed once and not stored. Errors: invalid_input. */
export async function addSourceCommand({ kind, ...options }: Options): Promise<Answer> {
  const known = SOURCE_KINDS.find((one) => one === kind);
  if (kind !== undefined && !known) {
    throw new AppError("invalid_input", `--kind: Give one of ${SOURCE_KINDS.join(", ")}.`);
  }
  const input = inputOf(addSourceInput, { ...options, kind: known });
  const { id, name, tokenId, token } = await addSource(context(), input);
  return {
    text: `Added the source ${name} as ${id}. Its token is shown once:\n${token}`,
    data: { id, name, kind: input.kind, tokenId, token },
  };
}

/** Makes another token for a source. Errors: invalid_input, not_found. */
export async function sourceTokenCommand({ id, overlap }: Options): Promise<Answer> {
  const wish = { id, ...(overlap === undefined ? {} : { overlapHours: overlap }) };
  const made = await makeSourceToken(context(), inputOf(makeSourceTokenInput, wish));
  const until = made.replaced === 0 ? "" : ` Those before it end at ${made.endsAt.toISOString()}.`;
  return {
    text: `The token of ${made.id} is shown once.${until}\n${made.token}`,
    data: { id: made.id, tokenId: made.tokenId, token: made.token, endsAt: made.endsAt },
  };
}

/** Every source with where it stands. */
export async function listSourcesCommand(): Promise<Answer> {
  const { actor, now } = context();
  const [sources, figures] = await Promise.all([listSources(actor), sourceFigures(actor, now)]);
  const rows = sources.map((one) => toSourceRow(one, figures.get(one.id), new Map(), now));
  const lines = rows.map(
    ({ id, kind, state, lastSeen, name }) =>
      `${id}  ${kind}  ${state.label}  ${lastSeen ?? "never seen"}  ${name}`,
  );
  return {
    text: lines.join("\n") || "There is no source yet.",
    data: { sources: rows.map(({ state, ...row }) => ({ ...row, state: state.state })) },
  };
}

function context(): CommandContext {
  return {
    actor: { kind: "job", id: "admin-cli", grants: ["source:read", "source:manage"] },
    now: new Date(),
    requestId: randomUUID(),
  };
}
