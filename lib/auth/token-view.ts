import { TOKEN_GRANT_LABEL } from "./labels";
import { TOKEN_GRANTS } from "./permissions";
import type { ListedToken } from "./queries";
import type { TokenRow } from "./view";

type Names = ReadonlyMap<string, { name: string }>;

export function toTokenRow(token: ListedToken, names: Names, now: Date): TokenRow {
  const state = tokenState(token, now);
  return {
    id: token.id,
    name: token.name,
    grants: token.grants.map(grantWords).join(", "),
    responsible: names.get(token.responsibleId)?.name ?? token.responsibleId,
    createdBy: names.get(token.createdById)?.name ?? token.createdById,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt.toISOString(),
    state,
    revocable: state.label === "Usable",
  };
}

function tokenState({ revokedAt, expiresAt }: ListedToken, now: Date): TokenRow["state"] {
  if (revokedAt) return { label: "Revoked", outcome: "na" };
  return expiresAt <= now
    ? { label: "Expired", outcome: "na" }
    : { label: "Usable", outcome: "pass" };
}

function grantWords(grant: string): string {
  const known = TOKEN_GRANTS.find((one) => one === grant);
  return known ? TOKEN_GRANT_LABEL[known] : grant;
}

/** What a token can be given, as a form offers it. */
export const GRANT_CHOICES: readonly { value: string; label: string }[] = TOKEN_GRANTS.map(
  (grant) => ({ value: grant, label: TOKEN_GRANT_LABEL[grant] }),
);
