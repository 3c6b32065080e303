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
    urgentDueDays: {
      label: "Urgent decision due after",
      help: "The same for what narrows or stops something: a removal of access, an operation whose definition changed.",
      unit: "days",
      min: 1,
      max: 30,
      default: 1,
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
