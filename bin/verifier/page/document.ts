type Parts = { readonly script: string; readonly style: string };

/** The page as one file. */
export function pageOf({ script, style }: Parts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Verify a ledger bundle</title>
<style>${style}</style>
</head>
<body>
<script>${script}</script>
</body>
</html>
`;
}
