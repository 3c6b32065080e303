import type { FormValues } from "@/lib/core/action-state";

const LIST = "[]";
const ANNOUNCED = ":list";

/** What a form holds now, by field, in the shape an action sends back. No passwords, no files. */
export function readValues(form: HTMLFormElement): FormValues {
  const data = new FormData(form);
  const values: Record<string, string | readonly string[]> = {};
  for (const name of new Set(data.keys())) {
    if (name.startsWith("$ACTION") || isPassword(form, name)) continue;
    const texts = data.getAll(name).filter((value) => typeof value === "string");
    if (name.endsWith(ANNOUNCED)) values[name.slice(0, -ANNOUNCED.length)] ??= [];
    else if (name.endsWith(LIST)) values[name.slice(0, -LIST.length)] = texts;
    else if (texts[0] !== undefined) values[name] = texts[0];
  }
  return values;
}

/** Whether two fillings of a form say the same. */
export function sameValues(one: FormValues, other: FormValues): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));
}

/** The value of the option that shows `text`, for what is known only by its words. */
export function valueOfText(form: HTMLFormElement, name: string, text: string): string {
  for (const element of form.querySelectorAll("select")) {
    if (element.name !== name) continue;
    const option = [...element.options].find((one) => one.text === text || one.value === text);
    if (option) return option.value;
  }
  return text;
}

function isPassword(form: HTMLFormElement, name: string): boolean {
  return form.querySelector(`input[type="password"][name="${CSS.escape(name)}"]`) !== null;
}
