-- How far the watch over gaps has looked at a source, recorded at least once a day with what it had counted by then.
CREATE TABLE "GapWatch" (
  "sourceId" TEXT NOT NULL,
  "next" BIGINT NOT NULL,
  "minute" TIMESTAMPTZ(3) NOT NULL,
  "epochs" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "GapWatch_pkey" PRIMARY KEY ("sourceId")
);

-- What the index held of a source's day when it was counted.
CREATE TABLE "SourceDay" (
  "sourceId" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "calls" BIGINT NOT NULL,
  "sequenced" BIGINT NOT NULL,
  "satisfied" BIGINT NOT NULL,
  "firstIdx" BIGINT NOT NULL,
  "lastIdx" BIGINT NOT NULL,
  "clock" TEXT,
  "countedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SourceDay_pkey" PRIMARY KEY ("sourceId", "day")
);
CREATE INDEX "SourceDay_day_idx" ON "SourceDay"("day");

-- What somebody else counted of a source's day: the total of a load balancer, an invoice, the gateway's own counter.
CREATE TABLE "SourceTotal" (
  "id" UUID NOT NULL,
  "sourceId" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "zone" TEXT NOT NULL,
  "total" BIGINT NOT NULL,
  "recorded" BIGINT NOT NULL,
  "origin" TEXT NOT NULL,
  "explanation" TEXT NOT NULL,
  "enteredById" TEXT NOT NULL,
  "enteredAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SourceTotal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "SourceTotal_day_sourceId_idx" ON "SourceTotal"("day", "sourceId");
