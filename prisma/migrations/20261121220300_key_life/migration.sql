-- Who answered for a key before: whoever leaves takes what they knew of it along (KEY-04).
ALTER TABLE "Key" ADD COLUMN "formerOwnerIds" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- One open rotation per key.
CREATE UNIQUE INDEX "KeyRotation_open" ON "KeyRotation" ("oldKeyId") WHERE "finishedAt" IS NULL;

-- CreateTable
CREATE TABLE "KeyDisclosure" (
    "id" UUID NOT NULL,
    "keyId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "ticket" TEXT NOT NULL DEFAULT '',
    "recordedById" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeyDisclosure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeyNotice" (
    "keyId" UUID NOT NULL,
    "about" TEXT NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeyNotice_pkey" PRIMARY KEY ("keyId","about")
);

-- CreateIndex
CREATE INDEX "KeyDisclosure_keyId_at_idx" ON "KeyDisclosure"("keyId", "at");
