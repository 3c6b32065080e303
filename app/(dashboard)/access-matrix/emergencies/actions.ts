"use server";

import { revalidatePath } from "next/cache";
import { declareHoliday, removeHoliday } from "@/lib/access-matrix/commands/declare-holiday";
import { acknowledgeEmergency, endEmergency } from "@/lib/access-matrix/commands/end-emergency";
import { takeEmergency } from "@/lib/access-matrix/commands/take-emergency";
import {
  acknowledgeEmergencyInput,
  declareHolidayInput,
  endEmergencyInput,
  removeHolidayInput,
  takeEmergencyInput,
} from "@/lib/access-matrix/emergency/schema";
import { utcText } from "@/lib/core/clock";
import { defineAction } from "@/lib/server/define-action";

const revalidate = () => revalidatePath("/", "layout"); // the inbox count stands beside every page

export const takeEmergencyAction = defineAction({
  permission: "emergency:take",
  input: takeEmergencyInput,
  run: takeEmergency,
  done: ({ id, endsAt }) => ({
    message: `Emergency access was taken until ${utcText(endsAt)}. The person on call was alerted.`,
    next: `/access-matrix/emergencies/${id}`,
  }),
  revalidate,
});

export const acknowledgeEmergencyAction = defineAction({
  permission: "emergency:read",
  input: acknowledgeEmergencyInput,
  run: acknowledgeEmergency,
  done: () => ({ message: "Your acknowledgement was recorded." }),
  revalidate,
});

export const endEmergencyAction = defineAction({
  permission: "emergency:read",
  input: endEmergencyInput,
  run: endEmergency,
  done: () => ({ message: "The emergency access ended." }),
  revalidate,
});

export const declareHolidayAction = defineAction({
  permission: "policy:propose",
  input: declareHolidayInput,
  run: declareHoliday,
  done: ({ day, name }) => ({ message: `${name}, ${day}, was declared a holiday.` }),
  revalidate,
});

export const removeHolidayAction = defineAction({
  permission: "policy:propose",
  input: removeHolidayInput,
  run: removeHoliday,
  done: ({ day, name }) => ({ message: `${name}, ${day}, is a business day again.` }),
  revalidate,
});
