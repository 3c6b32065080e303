/** A question nobody answers for the person: neither is chosen until they choose. */
export const YES_NO = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
] as const;
