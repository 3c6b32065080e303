-- Who disposed of a finding and when, what was said at the triage, and the closed finding that came back in this one.
ALTER TABLE "Finding"
  ADD COLUMN "note" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "closedById" TEXT,
  ADD COLUMN "closedAt" TIMESTAMPTZ(3),
  ADD COLUMN "previousId" UUID;
CREATE INDEX "Finding_detector_groupKey_idx" ON "Finding"("detector", "groupKey");
