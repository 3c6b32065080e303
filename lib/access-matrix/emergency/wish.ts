/** Fields of the request that judges an emergency, in words. */
export const EMERGENCY_WISH_LABEL = {
  person: "Person",
  key: "Key",
  environment: "Environment",
  operations: "Operations",
  reason: "Reason",
  startedAt: "Taken",
  endsAt: "Ends at the latest",
  onCall: "Alerted",
} as const;
