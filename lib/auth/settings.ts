import { defineSettings } from "@/lib/settings/define-settings";
import { SESSION_HOURS_MAX } from "./limits";

export const authSettings = defineSettings({
  room: "auth",
  title: "Sign-in",
  fields: {
    maxFailuresPerAccount: {
      label: "Failed sign-ins per account",
      help: "After this many within the window, the account waits. Counted also where no such account exists.",
      unit: "attempts",
      min: 3,
      max: 20,
      default: 5,
    },
    maxFailuresPerAddress: {
      label: "Failed sign-ins per network address",
      help: "After this many within the window, everybody behind that address waits.",
      unit: "attempts",
      min: 5,
      max: 1000,
      default: 30,
    },
    windowMinutes: {
      label: "Window for failed sign-ins",
      help: "How far back failed sign-ins count, and so the longest wait.",
      unit: "minutes",
      min: 1,
      max: 1440,
      default: 15,
    },
    sessionHours: {
      label: "Session length",
      help: "A session ends this long after sign-in, whether it is used or not.",
      unit: "hours",
      min: 1,
      max: SESSION_HOURS_MAX,
      default: 12,
    },
    invitationHours: {
      label: "One-time links",
      help: "How long an invitation, a new-password link or a passkey link can be used.",
      unit: "hours",
      min: 1,
      max: 336,
      default: 72,
    },
  },
});
