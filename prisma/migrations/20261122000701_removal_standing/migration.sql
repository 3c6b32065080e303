-- What the data last said of a removal that is not verified, in a sentence: each new policy that still has it is one more change.
ALTER TABLE "ReviewRemediation" ADD COLUMN "standing" TEXT NOT NULL DEFAULT '';
