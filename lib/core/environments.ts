/** Where software runs, as registers say it. Stored as written here; gateways may write others. */
export const ENVIRONMENTS = ["production", "staging", "development", "test"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const ENVIRONMENT_LABEL = {
  production: "Production",
  staging: "Staging",
  development: "Development",
  test: "Test",
} as const satisfies Record<Environment, string>;
