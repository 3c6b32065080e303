/** Names of the request to approve the scope document, stored for ever. There is one document, so its subject is always the same. */
export const SCOPE_APPROVAL = "scope-document.approval";
export const SCOPE_SUBJECT = { kind: "scope-document", id: "register" } as const;
