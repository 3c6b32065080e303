-- CreateTable
CREATE TABLE "AccessReview" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "quarter" TEXT NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "scope" JSONB NOT NULL,
    "exclusions" JSONB NOT NULL,
    "silenceRule" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "triggerId" UUID,
    "previousId" UUID,
    "tieOutNote" TEXT NOT NULL DEFAULT '',
    "launchedAt" TIMESTAMPTZ(3),
    "launchedById" UUID,
    "asOf" TIMESTAMPTZ(3),
    "snapshotHeader" TEXT,
    "snapshotHash" TEXT,
    "snapshotLines" INTEGER,
    "policy" JSONB,
    "deltaAt" TIMESTAMPTZ(3),
    "signedAt" TIMESTAMPTZ(3),
    "remediatedAt" TIMESTAMPTZ(3),
    "lateReason" TEXT NOT NULL DEFAULT '',
    "lateById" UUID,
    "discardedAt" TIMESTAMPTZ(3),
    "discardReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AccessReview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewLine" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "lineKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "section" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "stages" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "ReviewLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewAssignment" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "lineId" UUID,
    "stage" INTEGER NOT NULL,
    "personId" UUID NOT NULL,
    "how" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "delegationId" UUID,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "byId" TEXT NOT NULL,

    CONSTRAINT "ReviewAssignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewDecision" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "reviewId" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "stage" INTEGER NOT NULL,
    "personId" UUID NOT NULL,
    "decision" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3),
    "remaining" TEXT[],
    "newOwnerId" UUID,
    "comment" TEXT NOT NULL,
    "bulkId" UUID,
    "opened" BOOLEAN NOT NULL DEFAULT false,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewDelta" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "lineKey" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "disposition" TEXT,
    "comment" TEXT NOT NULL DEFAULT '',
    "disposedById" UUID,
    "disposedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewDelta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewDelegation" (
    "id" UUID NOT NULL,
    "reviewId" UUID,
    "fromId" UUID NOT NULL,
    "toId" UUID NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "recordedById" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewDelegation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewerRecord" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "trainedOn" DATE NOT NULL,
    "suitability" TEXT NOT NULL,
    "recordedById" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewerRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewTrigger" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "disposition" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT NOT NULL DEFAULT '',
    "reviewId" UUID,
    "disposedById" UUID,
    "disposedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewTrigger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewRemediation" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "lineId" UUID,
    "lineKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "expected" JSONB NOT NULL,
    "critical" BOOLEAN NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "registerEndedAt" TIMESTAMPTZ(3),
    "goneAt" TIMESTAMPTZ(3),
    "proof" JSONB,
    "verifiedAt" TIMESTAMPTZ(3),
    "reopenedAt" TIMESTAMPTZ(3),
    "reopenedBecause" TEXT NOT NULL DEFAULT '',
    "acceptedById" UUID,
    "acceptedReason" TEXT NOT NULL DEFAULT '',
    "acceptedUntil" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ReviewRemediation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewCheck" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "seed" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "population" INTEGER NOT NULL,
    "checkerId" UUID NOT NULL,
    "drawnById" UUID NOT NULL,
    "drawnAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewCheck_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewCheckItem" (
    "checkId" UUID NOT NULL,
    "lineId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "verdict" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewCheckItem_pkey" PRIMARY KEY ("checkId","lineId")
);

-- CreateTable
CREATE TABLE "ReviewNotice" (
    "reviewId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "about" TEXT NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ReviewNotice_pkey" PRIMARY KEY ("reviewId","personId","about")
);

-- CreateTable
CREATE TABLE "ReviewPack" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "fileName" TEXT,
    "bytes" BIGINT,
    "sha256" TEXT,
    "message" TEXT,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ReviewPack_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignatureChallenge" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "manifest" TEXT NOT NULL,
    "manifestHash" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "challenge" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignatureChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Signature" (
    "id" UUID NOT NULL,
    "challengeId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "printedName" TEXT NOT NULL,
    "printedTitle" TEXT NOT NULL,
    "typedName" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "manifest" TEXT NOT NULL,
    "manifestHash" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "passkeyId" UUID,
    "credentialId" TEXT,
    "publicKey" BYTEA,
    "algorithm" INTEGER,
    "aaguid" TEXT,
    "rpId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "clientData" BYTEA,
    "authenticatorData" BYTEA,
    "signature" BYTEA NOT NULL,
    "counter" BIGINT,
    "userPresent" BOOLEAN NOT NULL,
    "userVerified" BOOLEAN NOT NULL,
    "backupEligible" BOOLEAN NOT NULL,
    "backedUp" BOOLEAN NOT NULL,
    "recentlyEnrolled" BOOLEAN NOT NULL,
    "sealKey" TEXT,
    "software" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SealOrder" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "payload" BYTEA NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "result" BYTEA,
    "keyName" TEXT,
    "message" TEXT,
    "askedById" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "SealOrder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DocumentCertificate" (
    "fingerprint" TEXT NOT NULL,
    "pem" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "replacedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DocumentCertificate_pkey" PRIMARY KEY ("fingerprint")
);

-- CreateTable
CREATE TABLE "SealKey" (
    "vkey" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "replacedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SealKey_pkey" PRIMARY KEY ("vkey")
);

-- CreateIndex
CREATE UNIQUE INDEX "AccessReview_reference_key" ON "AccessReview"("reference");

-- CreateIndex
CREATE INDEX "AccessReview_status_dueAt_idx" ON "AccessReview"("status", "dueAt");

-- CreateIndex
CREATE INDEX "AccessReview_quarter_idx" ON "AccessReview"("quarter");

-- CreateIndex
CREATE INDEX "ReviewLine_lineKey_idx" ON "ReviewLine"("lineKey");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewLine_reviewId_position_key" ON "ReviewLine"("reviewId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewLine_reviewId_lineKey_key" ON "ReviewLine"("reviewId", "lineKey");

-- CreateIndex
CREATE INDEX "ReviewAssignment_reviewId_personId_until_idx" ON "ReviewAssignment"("reviewId", "personId", "until");

-- CreateIndex
CREATE INDEX "ReviewAssignment_lineId_stage_idx" ON "ReviewAssignment"("lineId", "stage");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewDecision_sequence_key" ON "ReviewDecision"("sequence");

-- CreateIndex
CREATE INDEX "ReviewDecision_reviewId_stage_sequence_idx" ON "ReviewDecision"("reviewId", "stage", "sequence");

-- CreateIndex
CREATE INDEX "ReviewDecision_lineId_stage_sequence_idx" ON "ReviewDecision"("lineId", "stage", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewDelta_reviewId_version_lineKey_key" ON "ReviewDelta"("reviewId", "version", "lineKey");

-- CreateIndex
CREATE INDEX "ReviewDelegation_fromId_idx" ON "ReviewDelegation"("fromId");

-- CreateIndex
CREATE INDEX "ReviewDelegation_toId_idx" ON "ReviewDelegation"("toId");

-- CreateIndex
CREATE INDEX "ReviewerRecord_personId_recordedAt_idx" ON "ReviewerRecord"("personId", "recordedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewTrigger_mark_key" ON "ReviewTrigger"("mark");

-- CreateIndex
CREATE INDEX "ReviewTrigger_disposition_at_idx" ON "ReviewTrigger"("disposition", "at");

-- CreateIndex
CREATE INDEX "ReviewRemediation_state_dueAt_idx" ON "ReviewRemediation"("state", "dueAt");

-- CreateIndex
CREATE INDEX "ReviewRemediation_lineKey_idx" ON "ReviewRemediation"("lineKey");

-- CreateIndex
CREATE UNIQUE INDEX "ReviewRemediation_reviewId_lineKey_key" ON "ReviewRemediation"("reviewId", "lineKey");

-- CreateIndex
CREATE INDEX "ReviewCheck_reviewId_idx" ON "ReviewCheck"("reviewId");

-- CreateIndex
CREATE INDEX "ReviewPack_reviewId_askedAt_idx" ON "ReviewPack"("reviewId", "askedAt");

-- CreateIndex
CREATE INDEX "ReviewPack_state_askedAt_idx" ON "ReviewPack"("state", "askedAt");

-- CreateIndex
CREATE INDEX "SignatureChallenge_subjectKind_subjectId_idx" ON "SignatureChallenge"("subjectKind", "subjectId");

-- CreateIndex
CREATE INDEX "SignatureChallenge_expiresAt_idx" ON "SignatureChallenge"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Signature_challengeId_key" ON "Signature"("challengeId");

-- CreateIndex
CREATE UNIQUE INDEX "Signature_hash_key" ON "Signature"("hash");

-- CreateIndex
CREATE INDEX "Signature_personId_idx" ON "Signature"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Signature_subjectKind_subjectId_sequence_key" ON "Signature"("subjectKind", "subjectId", "sequence");

-- CreateIndex
CREATE INDEX "SealOrder_state_askedAt_idx" ON "SealOrder"("state", "askedAt");

-- CreateIndex
CREATE INDEX "SealOrder_subjectKind_subjectId_idx" ON "SealOrder"("subjectKind", "subjectId");

-- AddForeignKey
ALTER TABLE "ReviewCheckItem" ADD CONSTRAINT "ReviewCheckItem_checkId_fkey" FOREIGN KEY ("checkId") REFERENCES "ReviewCheck"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What was decided and signed is never rewritten, and no review is ever deleted.
CREATE TRIGGER review_line_append_only BEFORE UPDATE OR DELETE ON "ReviewLine" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER review_decision_append_only BEFORE UPDATE OR DELETE ON "ReviewDecision" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER reviewer_record_append_only BEFORE UPDATE OR DELETE ON "ReviewerRecord" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER signature_append_only BEFORE UPDATE OR DELETE ON "Signature" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER access_review_no_delete BEFORE DELETE ON "AccessReview" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER review_assignment_no_delete BEFORE DELETE ON "ReviewAssignment" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER review_remediation_no_delete BEFORE DELETE ON "ReviewRemediation" FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER review_line_no_truncate BEFORE TRUNCATE ON "ReviewLine" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER review_decision_no_truncate BEFORE TRUNCATE ON "ReviewDecision" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER signature_no_truncate BEFORE TRUNCATE ON "Signature" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER access_review_no_truncate BEFORE TRUNCATE ON "AccessReview" FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();

-- What a review was about is fixed by its start: afterwards only its course moves on.
CREATE FUNCTION refuse_reviewed_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."launchedAt" IS NOT NULL AND
     (OLD."reference", OLD."kind", OLD."quarter", OLD."periodStart", OLD."periodEnd", OLD."scope", OLD."exclusions", OLD."silenceRule",
      OLD."dueAt", OLD."launchedAt", OLD."asOf", OLD."snapshotHeader", OLD."snapshotHash", OLD."snapshotLines", OLD."policy")
     IS DISTINCT FROM
     (NEW."reference", NEW."kind", NEW."quarter", NEW."periodStart", NEW."periodEnd", NEW."scope", NEW."exclusions", NEW."silenceRule",
      NEW."dueAt", NEW."launchedAt", NEW."asOf", NEW."snapshotHeader", NEW."snapshotHash", NEW."snapshotLines", NEW."policy")
  THEN RAISE EXCEPTION 'a started review is not changed';
  END IF;
  IF OLD."signedAt" IS NOT NULL AND OLD."signedAt" IS DISTINCT FROM NEW."signedAt"
  THEN RAISE EXCEPTION 'a signed review stays signed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER access_review_fixed BEFORE UPDATE ON "AccessReview" FOR EACH ROW EXECUTE FUNCTION refuse_reviewed_rewrite();
