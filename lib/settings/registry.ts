import { accessMatrixSettings } from "@/lib/access-matrix/settings";
import { accessReviewsSettings } from "@/lib/access-reviews/settings";
import { activitySettings } from "@/lib/activity/settings";
import { agentsSettings } from "@/lib/agents/settings";
import { authSettings } from "@/lib/auth/settings";
import { findingsSettings } from "@/lib/findings/settings";
import { keysSettings } from "@/lib/keys/settings";
import { notifySettings } from "@/lib/notify/settings";
import { requestsSettings } from "@/lib/requests/settings";
import { serversSettings } from "@/lib/servers/settings";
import type { SettingsSpec } from "./define-settings";

/** Every room that has rules, in the order the settings page shows them. This file may know domains. */
export const SETTINGS: readonly SettingsSpec[] = [
  agentsSettings,
  serversSettings,
  keysSettings,
  accessMatrixSettings,
  accessReviewsSettings,
  activitySettings,
  findingsSettings,
  requestsSettings,
  notifySettings,
  authSettings,
];

/** The rules of a room by its name; undefined where a later version of Countersign had it. */
export function settingsOf(room: string): SettingsSpec | undefined {
  return SETTINGS.find((spec) => spec.room === room);
}
