import { z } from "zod";

const NOT_STORABLE = "Remove the invisible control character (NUL) or broken letter in this text.";

/** PostgreSQL text holds no NUL, and canonical JSON no lone surrogate: such text is refused at the door. */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** One line of text, trimmed, in NFC. `says` names what is missing: "Name the agent." */
export function line(says: string, max: number) {
  return prose(says, max).refine((text) => !/[\r\n]/.test(text), "Write this on one line.");
}

/** Text of several lines, trimmed, line ends as LF, in NFC. `says` names what is missing. */
export function prose(says: string, max: number) {
  return optionalProse(max).refine((text) => text.length > 0, says);
}

/** Like `prose`, but it may be empty. `max` counts UTF-16 code units. */
export function optionalProse(max: number) {
  return z
    .string()
    .refine(isStorable, NOT_STORABLE)
    .transform((text) => text.replace(/\r\n?/g, "\n").trim().normalize("NFC"))
    .refine((text) => text.length <= max, {
      error: ({ input }) =>
        `Shorten this to ${max.toLocaleString("en")} characters; it has ${String(input).length.toLocaleString("en")}.`,
    });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether text can be an id of ours. PostgreSQL raises an error on any other text in a uuid column. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
