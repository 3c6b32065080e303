-- The relay takes the oldest rows first and must find them at once, however many changes were recorded before; it keeps
-- what the ledger did not take, with the reason; and how long a row has waited is told by the clock of the database.
ALTER TABLE "OutboxEntry"
  ADD COLUMN "seq" BIGINT,
  ADD COLUMN "queuedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  ADD COLUMN "fault" TEXT;
UPDATE "OutboxEntry" waiting SET "seq" = change."seq"
  FROM "ChangeLogEntry" change WHERE change."id" = waiting."changeId";

CREATE SEQUENCE "OutboxEntry_seq_seq" AS BIGINT OWNED BY "OutboxEntry"."seq";
SELECT setval('"OutboxEntry_seq_seq"', (SELECT coalesce(max("seq"), 0) + 1 FROM "ChangeLogEntry"), false);
ALTER TABLE "OutboxEntry"
  ALTER COLUMN "seq" SET DEFAULT nextval('"OutboxEntry_seq_seq"'),
  ALTER COLUMN "seq" SET NOT NULL;
CREATE UNIQUE INDEX "OutboxEntry_seq_key" ON "OutboxEntry"("seq");
