// Words that long common passwords are made of, once digits, signs and look-alike letters are taken away.
const COMMON_WORDS = [
  "password",
  "passwort",
  "motdepasse",
  "contrasena",
  "heslo",
  "haslo",
  "wachtwoord",
  "senha",
  "parola",
  "passphrase",
  "passcode",
  "secret",
  "letmein",
  "welcome",
  "changeme",
  "changeit",
  "default",
  "temporary",
  "temp",
  "admin",
  "administrator",
  "administration",
  "root",
  "superuser",
  "system",
  "manager",
  "service",
  "support",
  "guest",
  "user",
  "username",
  "login",
  "signin",
  "test",
  "testing",
  "tester",
  "demo",
  "example",
  "sample",
  "countersign",
  "auditor",
  "compliance",
  "evidence",
  "company",
  "office",
  "qwerty",
  "qwertyuiop",
  "qwertz",
  "qwertzuiop",
  "azerty",
  "azertyuiop",
  "asdfgh",
  "asdfghjkl",
  "zxcvbnm",
  "qazwsx",
  "qazwsxedc",
  "qweasd",
  "qweasdzxc",
  "abc",
  "abcd",
  "abcdef",
  "abcdefgh",
  "iloveyou",
  "loveyou",
  "trustnoone",
  "trustno",
  "monkey",
  "dragon",
  "master",
  "shadow",
  "sunshine",
  "princess",
  "football",
  "baseball",
  "basketball",
  "superman",
  "batman",
  "starwars",
  "pokemon",
  "michael",
  "jennifer",
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
  "spring",
  "summer",
  "autumn",
  "winter",
  "hello",
  "helloworld",
  "whatever",
  "nothing",
  "internet",
  "computer",
  "correcthorsebatterystaple",
] as const;

// Walks over the keyboard, which mix letters and digits. Kept whole, and matched at any length from twelve on.
const WALKS = [
  "1234567890",
  "0987654321",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "1qaz2wsx3edc4rfv5tgb6yhn",
  "zaq12wsxcde34rfvbgt56yhn",
  "qwertyuiopasdfghjklzxcvbnm",
  "qwertzuiopasdfghjklyxcvbnm",
  "azertyuiopqsdfghjklmwxcvbn",
  "1a2b3c4d5e6f7g8h9i0j",
  "a1b2c3d4e5f6g7h8i9j0",
] as const;

// Three words of any kind are a passphrase, and welcome.
const WORDS_DRESSED_UP = 2;

const SHORTEST_WALK = 8;

const LOOKALIKES: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/** Whether a password is a common word or two dressed up with digits and signs, or a walk over the keyboard. */
export function isCommonPassword(password: string): boolean {
  const text = password.toLowerCase();
  return (
    isWalk(text) || [text, undressed(text)].some((form) => isMadeOfCommonWords(lettersOnly(form)))
  );
}

// "P@ssw0rd2026!" is "password" with a tail: the tail goes first, then look-alikes become letters.
function undressed(text: string): string {
  const bare = text.replace(/^[^\p{L}@$]+|[^\p{L}]+$/gu, "");
  return [...bare].map((letter) => LOOKALIKES[letter] ?? letter).join("");
}

function lettersOnly(text: string): string {
  return text.replaceAll(/[^\p{L}]/gu, "");
}

function isMadeOfCommonWords(letters: string, atMost = WORDS_DRESSED_UP): boolean {
  if (letters === "" || atMost === 0) return false;
  return COMMON_WORDS.some((word) => {
    if (!letters.startsWith(word)) return false;
    return letters === word || isMadeOfCommonWords(letters.slice(word.length), atMost - 1);
  });
}

function isWalk(text: string): boolean {
  const bare = text.replaceAll(/[^\p{L}\p{N}]/gu, "");
  return (
    bare.length >= SHORTEST_WALK &&
    WALKS.some((walk) => (walk + walk).startsWith(bare) || walk.includes(bare))
  );
}
