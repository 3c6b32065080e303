-- What people say of a removal (a ticket, that it is done): shown, and believed for nothing. `heldCall`: the newest call of the
-- ledger that was held against it, so that the same call reopens it once.
ALTER TABLE "ReviewRemediation"
  ADD COLUMN "heldCall" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "reportedTicket" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "reportedById" UUID,
  ADD COLUMN "reportedAt" TIMESTAMPTZ(3);
