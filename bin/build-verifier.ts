// Builds public/verify/verify.mjs and verify.html, the two skins of lib/ledger/verify. The same sources give the same bytes.
import { writeVerifiers } from "./verifier/build";

for (const { name, bytes, sha256 } of await writeVerifiers()) {
  console.log(`${name}: ${bytes.length} bytes, SHA-256 ${sha256}`);
}
