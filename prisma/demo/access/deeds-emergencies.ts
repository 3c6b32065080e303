import { acknowledgeEmergency, endEmergency } from "@/lib/access-matrix/commands/end-emergency";
import { takeEmergency } from "@/lib/access-matrix/commands/take-emergency";
import {
  acknowledgeEmergencyInput,
  endEmergencyInput,
  takeEmergencyInput,
} from "@/lib/access-matrix/emergency/schema";
import { read } from "@/lib/db/read";
import type { PersonKey } from "../people";
import { asPerson, type Deed, personId } from "../stage";
import { decideOpen } from "./deeds-decisions";
import { type Operation, operationIds } from "./deeds-grants";
import { keyOf } from "./deeds-keys";

type Emergency = {
  readonly key: string;
  readonly operations: readonly Operation[];
  readonly reason: string;
  readonly onCall: PersonKey;
  readonly minutes: number;
};

/** A person takes access at once; who is on call is alerted. */
export function takesEmergency(who: PersonKey, emergency: Emergency): Deed {
  return async (stage, at) => {
    const form = {
      keyId: (await keyOf(emergency.key)).id,
      operationIds: await operationIds(emergency.operations),
      ...{ reason: emergency.reason, minutes: String(emergency.minutes) },
      onCallId: personId(stage, emergency.onCall),
    };
    await takeEmergency(await asPerson(stage, who, at), takeEmergencyInput.parse(form));
  };
}

export function acknowledgesEmergency(who: PersonKey): Deed {
  return async (stage, at) => {
    const form = { emergencyId: await newest() };
    await acknowledgeEmergency(
      await asPerson(stage, who, at),
      acknowledgeEmergencyInput.parse(form),
    );
  };
}

export function endsEmergency(who: PersonKey, reason: string): Deed {
  return async (stage, at) => {
    const form = { emergencyId: await newest(), reason };
    await endEmergency(await asPerson(stage, who, at), endEmergencyInput.parse(form));
  };
}

/** Somebody who took no part judges it afterwards. */
export function judgesEmergency(who: PersonKey, note: string): Deed {
  return async (stage, at) => {
    const subjectId = await newest();
    await decideOpen(stage, at, who, { subjectKind: "emergency", subjectId, note });
  };
}

async function newest(): Promise<string> {
  const emergency = await read().emergencyAccess.findFirst({ orderBy: { startedAt: "desc" } });
  if (!emergency) throw new Error("demo: no emergency");
  return emergency.id;
}
