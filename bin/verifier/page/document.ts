import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

type Parts = { readonly script: string; readonly style: string };

/** The page as one file. Its policy allows this script, this style and a worker, and no connection of any kind. */
export function pageOf({ script, style }: Parts): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const body = readFileSync(new URL("body.html", import.meta.url), "utf8");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Verify a bundle or a review pack</title>
<style>${style}</style>
</head>
<body>
${body}<script>${script}</script>
</body>
</html>
`;
}

/** CSP 3 §2.3.1. The browser hashes what stands between the tags, so nothing in it may end them. Errors: something does. */
function hashOf(text: string): string {
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error("the text would end its own tag");
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
