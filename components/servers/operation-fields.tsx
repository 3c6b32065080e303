"use client";

import { CheckboxGroup } from "@/components/forms/choice-fields";
import { choicesOf, type FormStart, startList, startText } from "@/components/forms/form-start";
import { SelectField } from "@/components/forms/select-field";
import { TextArea } from "@/components/forms/text-field";
import { ACCESS_CLASS_LABEL, ACCESS_CLASS_MEANS, ACCESS_CLASSES } from "@/lib/core/access-classes";
import { DATA_CLASS_LABEL, DATA_CLASSES } from "@/lib/core/data-classes";
import { MEANING_MAX } from "@/lib/servers/limits";

/** The classes of access as choices, with what each means. */
export const ACCESS_CHOICES = ACCESS_CLASSES.map((value) => ({
  value,
  label: `${ACCESS_CLASS_LABEL[value]}: ${ACCESS_CLASS_MEANS[value]}`,
}));

/** What a person says of an operation. */
export function OperationFields({ start }: { start: FormStart }) {
  return (
    <>
      <TextArea
        name="meaning"
        label="Meaning"
        help="In plain words, for whoever asks for it or approves it."
        maxLength={MEANING_MAX}
        defaultValue={startText(start, "meaning")}
        optional
      />
      <SelectField
        name="access"
        label="What it can do at worst"
        placeholder="Not classified"
        options={ACCESS_CHOICES}
        defaultValue={startText(start, "access")}
        optional
      />
      <CheckboxGroup
        name="dataClasses"
        label="Data it touches"
        options={choicesOf(DATA_CLASS_LABEL, DATA_CLASSES)}
        defaultValue={startList(start, "dataClasses")}
        columns
        optional
      />
    </>
  );
}
