-- CreateTable
CREATE TABLE "ReviewDeltaFile" (
    "reviewId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "header" TEXT NOT NULL,
    "frozenAt" TIMESTAMPTZ(3) NOT NULL,
    "frozenById" UUID NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "decisions" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "ReviewDeltaFile_pkey" PRIMARY KEY ("reviewId","version")
);

-- A delta is replaced as a whole until somebody has signed it; from then on neither its head nor a line of it changes.
CREATE FUNCTION refuse_signed_delta_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "Signature"
    WHERE "subjectKind" = 'access-review' AND "subjectId" = OLD."reviewId"::text AND role IN ('sign-off', 'addendum')
      AND (manifest::jsonb -> 'subject' ->> 'version')::int = OLD."version"
  ) THEN RAISE EXCEPTION 'a signed delta is not changed';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER review_delta_signed BEFORE UPDATE OR DELETE ON "ReviewDelta" FOR EACH ROW EXECUTE FUNCTION refuse_signed_delta_rewrite();
CREATE TRIGGER review_delta_file_signed BEFORE UPDATE OR DELETE ON "ReviewDeltaFile" FOR EACH ROW EXECUTE FUNCTION refuse_signed_delta_rewrite();
