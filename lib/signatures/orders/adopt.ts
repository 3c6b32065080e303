// Runs in the process of the sealer: says in the change log which keys of the server hold from now on.
import "server-only";
import { type CommandContext, type Recorder, type Tx, transact } from "@/lib/change-log/transact";
import { read } from "@/lib/db/read";
import type { CertificateFacts, Keeper } from "../keeper-parts";

/** Records the seal and the certificate as the ones in use, where they are not yet. The ones before them are kept as replaced. */
export async function adoptKeys(keeper: Keeper, ctx: CommandContext): Promise<void> {
  const { vkey, certificate } = keeper;
  const [seal, document] = await Promise.all([
    read().sealKey.findFirst({ where: { vkey, replacedAt: null } }),
    read().documentCertificate.findFirst({
      where: { fingerprint: certificate.fingerprint, replacedAt: null },
    }),
  ]);
  if (seal === null) await transact(ctx, (tx, record) => adoptSeal(tx, record, vkey, ctx.now));
  if (document === null) {
    await transact(ctx, (tx, record) => adoptCertificate(tx, record, certificate, ctx.now));
  }
}

async function adoptSeal(tx: Tx, record: Recorder, vkey: string, now: Date): Promise<void> {
  await tx.sealKey.updateMany({ where: { replacedAt: null }, data: { replacedAt: now } });
  const before = await tx.sealKey.findUnique({ where: { vkey } });
  const row = { since: now, replacedAt: null };
  const after = await tx.sealKey.upsert({ where: { vkey }, create: { vkey, ...row }, update: row });
  await record({ action: "seal-key.adopted", subjectId: vkey, before, after });
}

async function adoptCertificate(
  tx: Tx,
  record: Recorder,
  facts: CertificateFacts,
  now: Date,
): Promise<void> {
  const { fingerprint } = facts;
  await tx.documentCertificate.updateMany({
    where: { replacedAt: null },
    data: { replacedAt: now },
  });
  const before = await tx.documentCertificate.findUnique({ where: { fingerprint } });
  const row = { ...facts, since: now, replacedAt: null };
  const after = await tx.documentCertificate.upsert({
    where: { fingerprint },
    create: row,
    update: row,
  });
  await record({
    action: "document-certificate.adopted",
    subjectId: fingerprint,
    before,
    after,
  });
}
