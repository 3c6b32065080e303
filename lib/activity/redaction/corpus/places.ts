import { holds, joined, type Positive } from "./case";

/** The same things where a payload has no members of its own: in addresses, forms, baggage, headers and messages. */
export const PLACES: readonly Positive[] = [
  holds("email", "https://example.com/u?mail=anna%40example.com&n=1", "anna"),
  holds("email", "baggage: user=anna%40example.com;p=1,region=eu", "anna"),
  holds("email", "next=https%3A%2F%2Fexample.com%2F%3Fmail%3Danna%2540example.com", "anna"),
  holds("phone", "tel=%2B4915123456789&x=1", "4915123456789"),
  holds("card", "pan=4111%201111%201111%201111", "1111%201111"),
  holds("iban", "iban=DE89%203704%200044%200532%200130%2000", "3704"),
  holds("url_password", joined("dsn=postgres%3A%2F%2Fapp%3A", "s3cret%40db.example.com"), "s3cret"),
  ...[
    joined("https://example.com/cb?password=", "hunter2", "&user=7"),
    joined("grant_type=password&client_secret=", "hunter2"),
    joined("baggage: tenant=7,api_key=", "hunter2", ";p=1"),
    joined("Cookie: sid=", "hunter2"),
    joined("baggage: note=https%3A%2F%2Fexample.com%2Fcb%3Fpassword%3D", "hunter2", "%26u%3D7"),
    joined("sent Cookie: a=1; sid=", "hunter2"),
    joined("got x-api-key: ", "hunter2", ", refused"),
    joined("POST /x\nX-Api-Key: ", "hunter2", "\nAccept: */*"),
    joined('request {"user":"u","password":"', "hunter2", '"} failed'),
    joined("KeyError in {'otp': ", "hunter2", ", 'n': 1}"),
    joined("payload=%7B%22password%22%3A%22", "hunter2", "%22%7D"),
    joined('"{\\"password\\":\\"', "hunter2", '\\"}" was refused'),
    joined("SET password='", "correct hunter2 staple", "' WHERE id=7"),
  ].map((text) => holds("key_rule", text, "hunter2")),
];
