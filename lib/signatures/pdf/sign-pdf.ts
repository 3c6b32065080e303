import "server-only";
import { SignPdf } from "@signpdf/signpdf";
import { Signer } from "@signpdf/utils";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { sha256 } from "@/lib/ledger/crypto";
import { askSeal, awaitSeal } from "../orders/ask";

/**
 * Has the document key sign a PDF that was drawn with a place for a signature (`signature` of a PdfDocument): PAdES B-B, a CMS over
 * its signed bytes. It says which server made the file and that it was not changed since; it is nobody's signature (SIG-11).
 * Errors: unavailable (the keeper of the key does not answer).
 */
export async function signPdf(
  ctx: CommandContext,
  subject: { readonly kind: string; readonly id: string },
  pdf: Uint8Array,
): Promise<Uint8Array> {
  const signed = await new SignPdf().sign(Buffer.from(pdf), new KeeperSigner(ctx, subject));
  return new Uint8Array(signed);
}

/** Asks the keeper: this process holds no key. */
class KeeperSigner extends Signer {
  readonly #ctx: CommandContext;
  readonly #subject: { readonly kind: string; readonly id: string };

  constructor(ctx: CommandContext, subject: { readonly kind: string; readonly id: string }) {
    super();
    this.#ctx = ctx;
    this.#subject = subject;
  }

  override async sign(pdf: Buffer): Promise<Buffer> {
    const payload = sha256(pdf);
    const id = await transact(this.#ctx, (tx, record) =>
      askSeal(tx, record, this.#ctx, { kind: "document", subject: this.#subject, payload }),
    );
    const { bytes } = await awaitSeal(id);
    return Buffer.from(bytes);
  }
}
