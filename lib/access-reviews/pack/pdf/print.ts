import "server-only";
import { draw } from "@/lib/exports/pdf/draw";
import { fonts } from "@/lib/exports/pdf/fonts";
import { layOut } from "@/lib/exports/pdf/layout";
import type { PackMaterial } from "../material";
import { reviewDocument } from "./document";

/** The PDF of a review, with room for the server's signature that is not there yet. */
export async function printReview(material: PackMaterial): Promise<Uint8Array> {
  const document = reviewDocument(material);
  return draw(document, layOut(document, fonts().metrics));
}
