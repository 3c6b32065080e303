import { defineSettings } from "@/lib/settings/define-settings";

/** The rules of gateway logs. Built-in values hold until another person has approved others. */
export const activitySettings = defineSettings({
  room: "activity",
  title: "Activity",
  fields: {
    silentAfterMinutes: {
      label: "Silent after",
      help: "How long a source without a rhythm of its own may send nothing before that is a gap. 0 expects nothing of it.",
      unit: "minutes",
      min: 0,
      max: 10_080,
      default: 0,
    },
    clockOffsetMs: {
      label: "Clock trusted up to",
      help: "How far a sender's clock may be off before its times are not trusted.",
      unit: "ms",
      min: 100,
      max: 60_000,
      default: 1_000,
    },
    clockFineMs: {
      label: "Milliseconds stated up to",
      help: "How far a sender's clock may be off for its milliseconds to be relied on.",
      unit: "ms",
      min: 1,
      max: 1_000,
      default: 100,
    },
    completenessPermille: {
      label: "Complete from",
      help: "How many of a thousand required fields must be filled or carry a reason for a day to be complete evidence.",
      unit: "‰",
      min: 500,
      max: 1_000,
      default: 999,
    },
    joinWindowSeconds: {
      label: "Joined within",
      help: "How long after a record another one about the same call still completes it, and a number may come late.",
      unit: "seconds",
      min: 1,
      max: 3_600,
      default: 60,
    },
    dismissalMaxDays: {
      label: "Dismissed for at most",
      help: "For how long a caller without a registry entry may be dismissed before somebody looks again.",
      unit: "days",
      min: 1,
      max: 366,
      default: 90,
    },
    leakCheckSize: {
      label: "Entries of a leak check",
      help: "How many stored records are drawn at random and looked through.",
      unit: "records",
      min: 1,
      max: 500,
      default: 25,
    },
    leakCheckDays: {
      label: "Leak check every",
      help: "How long after a leak check the next one is due.",
      unit: "days",
      min: 1,
      max: 366,
      default: 30,
    },
  },
});
