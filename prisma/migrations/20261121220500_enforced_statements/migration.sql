-- Every statement of a source, also one that said nothing new: how fresh a policy was known to be at any instant.
CREATE TABLE "EnforcedStatement" (
    "id" UUID NOT NULL,
    "sourceId" TEXT NOT NULL,
    "policyId" UUID NOT NULL,
    "statedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "receivedFrom" TEXT NOT NULL,

    CONSTRAINT "EnforcedStatement_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "EnforcedStatement_sourceId_statedAt_idx" ON "EnforcedStatement"("sourceId", "statedAt");

-- CreateIndex
CREATE INDEX "EnforcedStatement_policyId_idx" ON "EnforcedStatement"("policyId");

-- What changed between two statements, beyond its number: SHA-256 over the sorted SHA-256s of the lines.
ALTER TABLE "EnforcedPolicy" ADD COLUMN "addedHash" TEXT NOT NULL DEFAULT '';
ALTER TABLE "EnforcedPolicy" ADD COLUMN "removedHash" TEXT NOT NULL DEFAULT '';
