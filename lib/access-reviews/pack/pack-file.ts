// Where finished packs lie. They are copies: whoever loses one asks for it again.
import { join } from "node:path";

/** The folder of the packs. */
export function packFolder(dataDirectory: string): string {
  return join(dataDirectory, "packs");
}

/** The file of a pack. Its hash is in its name: who was too slow to be the one that counts replaces nothing. */
export function packPath(dataDirectory: string, id: string, sha256: string): string {
  return join(packFolder(dataDirectory), `${id}-${sha256.slice(0, 16)}.zip`);
}

/** The name a pack is handed out under: `DEMO_Nordwind_ART-04_AR-2026-Q3_v1.zip`. */
export function packFileName(pack: {
  readonly demo: boolean;
  readonly organisation: string;
  readonly reference: string;
  readonly version: number;
}): string {
  const organisation = pack.organisation
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 30)
    .replaceAll(/^-+|-+$/g, "");
  const stem = [organisation || "organisation", "ART-04", pack.reference, `v${pack.version}`];
  return `${pack.demo ? "DEMO_" : ""}${stem.join("_")}.zip`;
}
