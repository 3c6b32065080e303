/** What a form starts from, by field; empty for something new. */
export type FormStart = Readonly<Record<string, string | readonly string[]>>;

/** One field's text to start from. */
export function startText(start: FormStart, name: string): string {
  const value = start[name];
  return typeof value === "string" ? value : "";
}

/** One field's list to start from. */
export function startList(start: FormStart, name: string): readonly string[] {
  const value = start[name];
  return typeof value === "string" || value === undefined ? [] : value;
}

/** A table of labels as choices, with what each means where that is said. */
export function choicesOf<Value extends string>(
  labels: Readonly<Record<Value, string>>,
  order: readonly Value[],
  means: Partial<Readonly<Record<Value, string>>> = {},
) {
  return order.map((value) => {
    const help = means[value];
    return { value, label: labels[value], ...(help ? { help } : {}) };
  });
}
