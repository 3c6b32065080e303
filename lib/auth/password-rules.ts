import { isCommonPassword } from "./common-passwords";
import { PASSWORD_MAX, PASSWORD_MIN } from "./limits";

/** Texts about the person or the product that must not be the password. */
export type PasswordOwner = { name: string; email: string };

/**
 * What is wrong with a password, as a sentence; null if nothing. Length and guessability only, no
 * composition rules: NIST SP 800-63B §5.1.1.2.
 */
export function passwordFault(password: string, owner: PasswordOwner): string | null {
  const text = password.normalize("NFKC");
  const length = [...text].length;
  if (length < PASSWORD_MIN)
    return `Use at least ${PASSWORD_MIN} characters; a few words are easy to remember.`;
  if (length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  if (isAbout(text, owner)) return "Choose a password that is not your name or e-mail address.";
  if (isRepetitive(text) || isCommonPassword(text)) {
    return "This password is among the first that attackers try. Choose another; a few unrelated words are enough.";
  }
  return null;
}

function isAbout(password: string, { name, email }: PasswordOwner): boolean {
  const bare = lettersOf(password);
  const words = [name, email, email.split("@")[0] ?? ""].map(lettersOf);
  return words.some((word) => bare !== "" && word !== "" && bare.replaceAll(word, "") === "");
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

// One to four characters over and over, or a run along the alphabet or the digits.
function isRepetitive(password: string): boolean {
  const text = password.toLowerCase();
  return /^(.{1,4})\1+.{0,3}$/su.test(text) || isRun(text);
}

function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  // 1234567890… wraps from nine to nought, a step of -9.
  return (
    [...steps].every((step) => step === 1 || step === -9) || (steps.size === 1 && steps.has(-1))
  );
}
