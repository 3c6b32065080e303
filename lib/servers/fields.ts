/** Fields of a server in words: for diffs, conflicts and the change log. */
export const SERVER_FIELD_LABEL = {
  name: "Name",
  slug: "Short name",
  purpose: "Purpose",
  provider: "Provider",
  hosting: "Hosting",
  ownerId: "Owner",
  deputyId: "Deputy",
  dataClasses: "Data classes",
  inScope: "In scope",
  scopeReason: "Why in or out of scope",
  contradictedBy: "What would contradict that",
  places: "Places",
  status: "Status",
  registeredById: "Registered by",
  registeredAt: "Registered at",
  retiredAt: "Retired at",
  version: "Version",
} as const;

/** Fields of an operation in words. */
export const OPERATION_FIELD_LABEL = {
  serverId: "Server",
  name: "Name",
  meaning: "Meaning",
  access: "Access class",
  dataClasses: "Data classes",
  classifiedById: "Classified by",
  classifiedAt: "Classified at",
  registeredById: "Registered by",
  registeredAt: "Registered at",
  retiredAt: "Retired at",
  version: "Version",
} as const;
