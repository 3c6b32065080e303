import { defineSettings } from "@/lib/settings/define-settings";

/** The rules of the register of servers. Built-in values hold until another person has approved others. */
export const serversSettings = defineSettings({
  room: "servers",
  title: "Servers",
  fields: {
    scopeApprovalMonths: {
      label: "Approval of the scope document",
      help: "How long an approval of the scope document holds, as long as nothing in it changes.",
      unit: "months",
      min: 1,
      max: 24,
      default: 12,
    },
  },
});
