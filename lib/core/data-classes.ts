/** The kinds of data that are told apart, least sensitive first. Stored as written here. */
export const DATA_CLASSES = [
  "public",
  "internal",
  "confidential",
  "source-code",
  "customer-content",
  "personal",
  "special-category",
  "payment",
  "credentials",
] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

export const DATA_CLASS_LABEL = {
  public: "Public",
  internal: "Internal",
  confidential: "Confidential",
  "source-code": "Source code",
  "customer-content": "Customer content",
  personal: "Personal data",
  "special-category": "Special categories of personal data",
  payment: "Payment data",
  credentials: "Credentials",
} as const satisfies Record<DataClass, string>;

export const DATA_CLASS_MEANS = {
  public: "Anybody may see it.",
  internal: "For everybody in the organisation.",
  confidential: "For some people in the organisation: contracts, prices, plans.",
  "source-code": "Programs, build scripts and configuration of the organisation.",
  "customer-content": "What customers put into the product.",
  personal: "Anything about an identified or identifiable person.",
  "special-category":
    "Health, belief, union, origin, biometrics, sex life (GDPR Article 9), or crimes.",
  payment: "Card numbers, bank accounts, payment orders.",
  credentials: "Passwords, keys and tokens of people or machines.",
} as const satisfies Record<DataClass, string>;
