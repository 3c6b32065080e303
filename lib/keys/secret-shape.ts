// Forms of secrets that their makers mark as such. A public id never has one of them. 64 hexadecimal digits are no sign: LiteLLM
// writes the SHA-256 of a key where others write its name.
const SECRET_SHAPES: readonly RegExp[] = [
  /-----BEGIN/,
  /^eyJ[\w-]+\.[\w-]+\./, // a signed token, RFC 7519
  /^(?:sk|rk)[-_](?:live|test|ant|proj|or)[-_]/i,
  /^gh[oprsu]_[A-Za-z0-9]{30,}/,
  /^github_pat_/,
  /^glpat-/,
  /^xox[abeoprs]-/,
  /^csn_/, // a token of our own
];

export const SECRET_SAYS =
  "This looks like the secret itself. Give the id by which gateways name the key; Countersign never holds secrets.";

/** Whether text has the form of a secret. It is refused where an id is asked for, so that it is never stored. */
export function looksSecret(text: string): boolean {
  return SECRET_SHAPES.some((shape) => shape.test(text));
}
