import { defineSettings } from "@/lib/settings/define-settings";

export const requestsSettings = defineSettings({
  room: "requests",
  title: "Requests",
  fields: {
    dueDays: {
      label: "Decision due after",
      help: "How long the people who may decide have before a request counts as overdue.",
      unit: "days",
      min: 1,
      max: 90,
      default: 5,
    },
    remindAfterDays: {
      label: "Reminder after",
      help: "When those who may decide are reminded of a request nobody has decided.",
      unit: "days",
      min: 1,
      max: 90,
      default: 2,
    },
  },
});
