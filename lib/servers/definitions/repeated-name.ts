/**
 * The first name that stands twice in one object of a JSON text, or null. RFC 8785 §3.1 takes no such text: one reader sees
 * the first, another the last, so a hash over either would say nothing about the other. The text must be JSON.
 */
export function repeatedName(json: string): string | null {
  const open: Names[] = [];
  let expectsName = false;
  for (const [token] of json.matchAll(TOKEN)) {
    const names = open.at(-1) ?? null;
    if (expectsName && names && token.startsWith('"')) {
      const name = nameIn(token);
      if (names.has(name)) return name;
      names.add(name);
    }
    step(open, token);
    expectsName = token === "{" || token === ",";
  }
  return null;
}

/** Names seen so far in an object; null in a list. */
type Names = Set<string> | null;

// Names and texts alike, what opens and closes, and commas: a text behind a brace or a comma of an object is a name.
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

function step(open: Names[], token: string): void {
  if (token === "{") open.push(new Set());
  else if (token === "[") open.push(null);
  else if (token === "}" || token === "]") open.pop();
}

// The same name may be spelled with escapes: "\u0061" is "a".
function nameIn(token: string): string {
  const name: unknown = JSON.parse(token);
  return String(name);
}
