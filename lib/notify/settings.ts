import { defineSettings } from "@/lib/settings/define-settings";

export const notifySettings = defineSettings({
  room: "notify",
  title: "Notifications",
  fields: {
    emailAttempts: {
      label: "E-mail given up after",
      help: "How often one message is handed to the mail server before it is given up.",
      unit: "attempts",
      min: 1,
      max: 20,
      default: 6,
    },
    webhookAttempts: {
      label: "Webhook given up after",
      help: "How often one message is sent to the webhook before it is given up.",
      unit: "attempts",
      min: 1,
      max: 20,
      default: 6,
    },
    retryAfterMinutes: {
      label: "Wait before the second attempt",
      help: "The wait doubles with each further attempt, up to a day.",
      unit: "minutes",
      min: 1,
      max: 720,
      default: 2,
    },
  },
});
