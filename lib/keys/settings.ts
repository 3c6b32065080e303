import { defineSettings } from "@/lib/settings/define-settings";

const days = (label: string, help: string, standard: number, max = 1825) => ({
  label,
  help,
  unit: "days",
  min: 1,
  max,
  default: standard,
});

const OLDEST =
  "How old a key of this kind may become, in whole UTC days since it was issued. A day counts under the rule that was in force when it began.";

/** The rules of keys. Built-in values hold until another person has approved others. */
export const keysSettings = defineSettings({
  room: "keys",
  title: "Keys",
  fields: {
    maxAgeDays: days("Oldest key of an agent", OLDEST, 90),
    maxAgeDaysUpstream: days("Oldest credential of a server", OLDEST, 180),
    maxAgeDaysEmergency: days("Oldest emergency key", OLDEST, 180),
    warningDays: days(
      "Rotation warning",
      "How long before a key becomes too old its owner is told.",
      14,
      180,
    ),
    overlapDays: days(
      "Longest overlap",
      "How long the old key of a rotation may stay in use beside the new one.",
      7,
      90,
    ),
    leaverDays: days(
      "Rotation after somebody left",
      "How long after a person left every key that they answered for or saw must be rotated.",
      7,
      90,
    ),
    compromiseHours: {
      label: "Rotation after a compromise",
      help: "How long after a rotation for compromise was started the old key must be disabled.",
      unit: "hours",
      min: 1,
      max: 720,
      default: 24,
    },
    exceptionMaxDays: days(
      "Longest exception",
      "For how long at most a person may accept that a key is older than this.",
      90,
      365,
    ),
  },
});
