/** What an operation can do at worst, mildest first. Stored as written here. */
export const ACCESS_CLASSES = ["read", "write", "delete", "admin"] as const;
export type AccessClass = (typeof ACCESS_CLASSES)[number];

export const ACCESS_CLASS_LABEL = {
  read: "Read",
  write: "Write",
  delete: "Delete",
  admin: "Administer",
} as const satisfies Record<AccessClass, string>;

export const ACCESS_CLASS_MEANS = {
  read: "It answers questions and changes nothing.",
  write: "It adds or changes records, or sends something.",
  delete: "It removes records, drops tables or closes accounts.",
  admin: "It changes who may do what, or how the server works.",
} as const satisfies Record<AccessClass, string>;

export const NOT_CLASSIFIED = "Not classified";

/** Narrows stored text; what nobody has classified, or another version stored, is null. */
export function accessClassOf(text: string | null): AccessClass | null {
  return ACCESS_CLASSES.find((known) => known === text) ?? null;
}

/** The class in words; what nobody has classified says so. */
export function accessClassWord(text: string | null): string {
  const known = accessClassOf(text);
  return known === null ? NOT_CLASSIFIED : ACCESS_CLASS_LABEL[known];
}
