import "server-only";
import { hash, verify } from "@node-rs/argon2";

// argon2id, 19 MiB, two passes: the OWASP minimum, about 25 ms of one core.
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

// The hash of a random password that nobody kept. Made with the same costs, so a stranger waits as long as anybody.
const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$EkRXWVxi3SR4g2l7I3SeGQ$132A8PCnCuylCw2ZfxC5+rQzurDvbNQlYLojvpUyADE";

/** A password as it is stored: argon2id in PHC form, over its NFKC text so that any keyboard types the same. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), ARGON2ID);
}

/** Whether the password fits. Without a stored hash the answer is no, after the same work. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? NOBODYS_HASH, password.normalize("NFKC"));
  return fits && stored !== null;
}
