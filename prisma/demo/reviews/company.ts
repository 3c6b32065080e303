// Who plays in the reviews of the demo company: its people by name, each with a passkey in software that they enrol themselves.

import { beginPasskey } from "@/lib/auth/commands/begin-passkey";
import { enrolPasskey } from "@/lib/auth/commands/passkeys";
import { startDemoSession } from "@/lib/auth/commands/start-session";
import { peopleByEmail } from "@/lib/auth/people";
import { isRole } from "@/lib/auth/permissions";
import { relyingParty } from "@/lib/auth/relying-party";
import type { CommandContext } from "@/lib/change-log/transact";
import { MINUTE_MS } from "@/lib/core/clock";
import { read } from "@/lib/db/read";
import {
  type SoftwareAuthenticator,
  softwareAuthenticator,
} from "@/lib/signatures/testing/software-authenticator";
import { PEOPLE, type PersonKey } from "../people";
import { contextOf, emptyStage, personKeys, type Stage } from "../stage";

export type Company = {
  readonly stage: Stage;
  readonly idOf: (key: PersonKey) => string;
  /** A person acts, with the roles they have. */
  readonly as: (personId: string, at: Date) => Promise<CommandContext>;
  /** The passkey of a person; the first time they are asked they enrol it, a day before. */
  readonly passkeyOf: (personId: string, at: Date) => Promise<SoftwareAuthenticator>;
};

/** The people of the demo, found by their addresses. `actsBefore`: each act has a name of its own, and others have had theirs. */
export async function reviewCompany(now: Date, actsBefore: number): Promise<Company> {
  const stage = emptyStage(now);
  stage.acts = actsBefore;
  const ids = await peopleByEmail(personKeys().map((key) => PEOPLE[key].email));
  const passkeys = new Map<string, SoftwareAuthenticator>();
  const as = async (id: string, at: Date, sessionId?: string) => {
    const person = await read().person.findUnique({ where: { id }, select: { roles: true } });
    const roles = (person?.roles ?? []).filter(isRole);
    return contextOf(stage, { kind: "person", id, roles, ...(sessionId && { sessionId }) }, at);
  };
  return {
    stage,
    as,
    idOf: (key) => {
      const id = ids.get(PEOPLE[key].email);
      if (!id) throw new Error(`demo: ${key} is not there`);
      return id;
    },
    passkeyOf: async (id, at) => {
      const made = passkeys.get(id) ?? (await enrolled(id, new Date(at.getTime() - TWO_DAYS_MS)));
      passkeys.set(id, made);
      return made;
    },
  };

  async function enrolled(id: string, at: Date): Promise<SoftwareAuthenticator> {
    const passkey = softwareAuthenticator(`marenvik ${id}`, { origin: relyingParty().origin });
    const { credentialId } = passkey;
    if ((await read().passkey.count({ where: { personId: id, credentialId } })) > 0) return passkey;
    const origin = { address: "192.0.2.10", userAgent: BROWSER };
    const sessionId = await startDemoSession(await as(id, at), id, origin);
    const begun = await beginPasskey(await as(id, at, sessionId), { current: "", link: "" });
    await enrolPasskey(await as(id, new Date(at.getTime() + MINUTE_MS), sessionId), {
      ...{ challengeId: begun.challengeId, name: "Security key" },
      response: passkey.enrol(begun.options),
    });
    return passkey;
  }
}

const TWO_DAYS_MS = 2 * 24 * 60 * MINUTE_MS;
const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
