import "server-only";
import type PDFDocument from "pdfkit";
import type { SignaturePlace } from "./document";

type Pdf = InstanceType<typeof PDFDocument>;

// Hexadecimal room for a CMS with a chain of certificates.
const ROOM_BYTES = 16_384;
// What a signer replaces by the numbers; it is as wide as they can become.
const LATER = "**********";
const HIDDEN_AND_LOCKED = 132;
const SIGNATURES_EXIST_APPEND_ONLY = 3;

/** Leaves room for a signature over the whole file (ISO 32000-1 §12.8, PAdES): it is filled in once the file is whole. */
export function leaveSignaturePlace(pdf: Pdf, { name, reason, at }: SignaturePlace): void {
  const signature = pdf.ref({
    Type: "Sig",
    Filter: "Adobe.PPKLite",
    SubFilter: "ETSI.CAdES.detached",
    ByteRange: [0, LATER, LATER, LATER],
    Contents: Buffer.alloc(ROOM_BYTES),
    Name: text(name),
    Reason: text(reason),
    M: at,
  });
  const widget = pdf.ref({
    Type: "Annot",
    Subtype: "Widget",
    FT: "Sig",
    Rect: [0, 0, 0, 0],
    V: signature,
    T: text("Signature1"),
    F: HIDDEN_AND_LOCKED,
    P: pdf.page.dictionary,
  });
  pdf.page.annotations.push(widget);
  pdf.initForm();
  const { data }: Form = Reflect.get(pdf, "_root").data.AcroForm; // pdfkit has no other way to the form it ends itself
  Reflect.deleteProperty(data, "NeedAppearances"); // a reader that draws fields anew would break the signature
  data.SigFlags = SIGNATURES_EXIST_APPEND_ONLY;
  data.Fields.push(widget);
  signature.end(undefined);
  widget.end(undefined);
}

type Form = { data: { SigFlags?: number; Fields: unknown[] } };

/** pdfkit writes a primitive string as a name and an object as a text. */
function text(words: string): object {
  return Object(words);
}
