const [BEFORE, AFTER] = ["class:", "="];

/** The name of the field with the choice about one thing. The sign at its end keeps `[]` of a name from making it a list. */
export function choiceField(about: string): string {
  return `${BEFORE}${about}${AFTER}`;
}

/** What a field is about; null where it is no such field. */
export function aboutOf(field: string): string | null {
  const ours = field.startsWith(BEFORE) && field.endsWith(AFTER);
  return ours ? field.slice(BEFORE.length, -AFTER.length) : null;
}
