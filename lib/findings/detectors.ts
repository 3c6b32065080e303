import { enforcedNotGranted, unticketedGrant, usedNotGranted } from "./detectors/access-deviations";
import { keyOverAge, revokedKeyUse } from "./detectors/access-keys";
import { definitionDrift, emergencyOverdue, stalePolicy } from "./detectors/access-watch";
import { alteredRows } from "./detectors/altered-rows";
import { deniedBurst } from "./detectors/denied-burst";
import type { Detector } from "./detectors/detector";
import { environmentCrossing } from "./detectors/environment-crossing";
import { firstSeen } from "./detectors/first-seen";
import { clock, gap } from "./detectors/gap";
import { inactiveAgent } from "./detectors/inactive-agent";
import { leak } from "./detectors/leak";
import {
  ledgerDamage,
  ledgerHalt,
  ledgerIndex,
  relayLag,
  sealLag,
} from "./detectors/ledger-faults";
import { liveness } from "./detectors/liveness";
import { newTool } from "./detectors/new-tool";
import { offHours } from "./detectors/off-hours";
import { ownerlessAgent } from "./detectors/ownerless-agent";
import { quarantineBacklog } from "./detectors/quarantine-backlog";
import {
  removalOverdue,
  removedAccessUsed,
  reviewBroken,
  reviewOverdue,
  reviewSilence,
} from "./detectors/reviews";
import { sharedKey } from "./detectors/shared-key";
import { silentSource } from "./detectors/silent-source";
import { unregisteredCaller } from "./detectors/unregistered-caller";
import { volume } from "./detectors/volume";

/** Every detector, in the order the page shows them. Their ids are stored for ever. */
export const DETECTORS = [
  unregisteredCaller,
  inactiveAgent,
  ownerlessAgent,
  newTool,
  firstSeen,
  volume,
  offHours,
  deniedBurst,
  environmentCrossing,
  sharedKey,
  usedNotGranted,
  enforcedNotGranted,
  unticketedGrant,
  definitionDrift,
  keyOverAge,
  revokedKeyUse,
  stalePolicy,
  alteredRows,
  emergencyOverdue,
  reviewOverdue,
  reviewSilence,
  removalOverdue,
  removedAccessUsed,
  reviewBroken,
  gap,
  silentSource,
  clock,
  quarantineBacklog,
  leak,
  ledgerHalt,
  ledgerDamage,
  sealLag,
  relayLag,
  ledgerIndex,
  liveness,
] as const satisfies readonly Detector[];

/** A detector by its id; undefined where a later version had it. */
export function detectorOf(id: string): Detector | undefined {
  return DETECTORS.find((detector) => detector.id === id);
}
