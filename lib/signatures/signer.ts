import "server-only";
import type { Tx } from "@/lib/change-log/transact";
import { AppError } from "@/lib/core/app-error";

/** A person who may sign now, as they are called now, with the passkeys that are theirs and not revoked. */
export type Signer = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly passkeys: readonly { readonly credentialId: string; readonly transports: string[] }[];
};

/** Errors: not_found (unknown, deactivated, never joined), invalid_input (no name or no title: no signature without them). */
export async function signerOf(tx: Tx, id: string): Promise<Signer> {
  const person = await tx.person.findFirst({
    where: { id, deactivatedAt: null, joinedAt: { not: null } },
    select: {
      identity: { select: { name: true, title: true } },
      passkeys: {
        where: { revokedAt: null },
        select: { credentialId: true, transports: true },
        orderBy: [{ enrolledAt: "asc" }, { id: "asc" }],
        take: 50,
      },
    },
  });
  if (!person?.identity) throw new AppError("not_found", "No such person.");
  const { name, title } = person.identity;
  if (name.trim() !== "" && title.trim() !== "")
    return { id, name, title, passkeys: person.passkeys };
  throw new AppError(
    "invalid_input",
    "A signature carries your name and your title. Ask an admin to fill in what is missing.",
  );
}

/** Whether somebody typed their own name: spaces, case and the way letters are composed do not count. */
export function isOwnName(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}

function plain(name: string): string {
  return name.normalize("NFKC").trim().replaceAll(/\s+/gu, " ").toLowerCase();
}
