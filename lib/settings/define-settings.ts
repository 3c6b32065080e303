/** One rule: a whole number with words for what it is and within which bounds it makes sense. */
export type SettingField = {
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
};

/** The rules of one room. `room` is stored with each version for ever: add fields, never rename one. */
export type SettingsSpec<Name extends string = string> = {
  readonly room: string;
  readonly title: string;
  readonly fields: Readonly<Record<Name, SettingField>>;
};

/** Fields of the form in which a change is proposed; a rule cannot be called so. */
export const RESERVED_NAMES: readonly string[] = ["room", "version", "effectiveFrom", "reason"];

/** Declares a room's rules. Throws at start on a default out of bounds or a reserved name. */
export function defineSettings<const Name extends string>(
  spec: SettingsSpec<Name>,
): SettingsSpec<Name> {
  for (const [name, field] of fieldsOf(spec)) {
    if (RESERVED_NAMES.includes(name))
      throw new Error(`settings ${spec.room}: ${name} is reserved`);
    if (!isWithin(field, field.default)) {
      throw new Error(`settings ${spec.room}: the default of ${name} is out of its bounds`);
    }
  }
  return spec;
}

/** A room's rules by name, in the order they were declared. */
export function fieldsOf(spec: SettingsSpec): [name: string, field: SettingField][] {
  return Object.entries(spec.fields);
}

/** Whether a value is a whole number within the rule's bounds. */
export function isWithin({ min, max }: SettingField, value: number): boolean {
  return Number.isSafeInteger(value) && value >= min && value <= max;
}
