/** Under which `proxy.ts` hands on the path that was asked for; layouts and pages do not learn it otherwise. */
export const ASKED_HEADER = "x-countersign-asked";
