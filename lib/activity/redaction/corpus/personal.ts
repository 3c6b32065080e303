import { holds, joined, named, type Positive } from "./case";

const EMAILS: readonly Positive[] = [
  holds("email", "billing.team+tag@example.co.uk"),
  holds("email", "jürgen.müller@bücher.example"),
  holds("email", "To: A.Person@Example.COM;", "A.Person"),
  holds("email", "mailto:first_last%x@mail.example.org?subject=hi", "first_last"),
  holds("email", "<o'neil-2@sub.domain.example.net>", "neil-2@sub"),
  holds("email", "https://example.com/u/anna@example.com/edit", "anna@"),
  holds("email", "user=7;mail=x@y-z.example", "x@y-z"),
  holds("email", "ａnna@example.com", "nna@example"),
];

const IBANS: readonly Positive[] = [
  holds("iban", "GB82 WEST 1234 5698 7654 32"),
  holds("iban", "DE89 3704 0044 0532 0130 00"),
  holds("iban", "nl91abna0417164300"),
  holds("iban", "FR1420041010050500013M02606"),
  holds("iban", "to CH93 0076 2011 6238 5295 7 by Friday", "2011 6238"),
  holds("iban", "ES9121000418450200051332"),
  holds("iban", "iban=AT611904300234573201&x=1", "AT6119043"),
  holds("iban", "NO9386011117947"),
];

const CARDS: readonly Positive[] = [
  holds("card", "4111 1111 1111 1111"),
  holds("card", "5555-5555-5555-4444"),
  holds("card", "378282246310005"),
  holds("card", "6011111111111117"),
  holds("card", "3530111333300000"),
  holds("card", "card 4012888888881881 was declined", "4012888888881881"),
  holds("card", "2223003122003222"),
  holds("card", "30569309025904"),
  holds("card", "row 1 4111 1111 1111 1111 2", "4111 1111"),
  holds("card", "12 378282246310005 3", "378282246310005"),
  holds("card", "3782 822463 10005"),
  holds("card", "pan=4242424242424242;cv=1", "4242424242424242"),
];

const NUMBERS: readonly Positive[] = [
  holds("ssn", "219-09-9999"),
  holds("ssn", "ssn 078-05-1120 on file", "078-05-1120"),
  holds("ssn", "(457-55-5462)", "457-55-5462"),
  holds("ssn", "id:123-45-6789,", "123-45-6789"),
  holds("phone", "+49 151 23456789"),
  holds("phone", "+33612345678"),
  holds("phone", "+1 (415) 555-2671"),
  holds("phone", "call +44 20 7946 0958 today", "7946 0958"),
  holds("phone", "tel:+41-44-668-18-00", "668-18-00"),
  holds("phone", "wa.me/ +81 3-1234-5678", "1234-5678"),
];

const PLAIN = "hunter2";

/** Names that give away what nothing else would. */
const NAMED: readonly Positive[] = [
  ...["password", "userPassword", "db_passwd", "pwd", "passphrase"].map((name) =>
    named(name, PLAIN),
  ),
  ...["apiKey", "x-api-key", "clientSecret", "private_key"].map((name) => named(name, PLAIN)),
  ...["access_token", "refreshToken", "idToken", "sessionToken"].map((name) => named(name, PLAIN)),
  ...["Authorization", "Set-Cookie", "credentials", "otp", "cvv"].map((name) => named(name, PLAIN)),
  named("customer_ssn", "219099999"),
  {
    type: "key_rule",
    value: { credentials: { user: "anna", pin: 4711 } },
    secret: "4711",
    expected: { key_rule: 2 },
  },
  {
    type: "key_rule",
    value: joined('{"password":"', PLAIN, '"}'),
    secret: PLAIN,
    expected: { key_rule: 1 },
  },
];

/** What points at a person, or stands under a name that says so. */
export const PERSONAL: readonly Positive[] = [...EMAILS, ...IBANS, ...CARDS, ...NUMBERS, ...NAMED];
