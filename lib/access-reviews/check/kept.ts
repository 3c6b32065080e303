import "server-only";
import { dossierOf } from "../overview/dossier";
import type { Review } from "../prepare/queries";

/** The lines that a signed review kept: what a second look is drawn from. */
export async function keptLines(review: Review): Promise<{ id: string; key: string }[]> {
  const { lines } = await dossierOf(review);
  return lines
    .filter(({ outcome }) => outcome === "keep" || outcome === "keep-until")
    .map(({ id, line }) => ({ id, key: line.line }));
}
