-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AgentStatus" AS ENUM ('PROPOSED', 'APPROVED', 'ACTIVE', 'SUSPENDED', 'RETIRED', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "RiskClass" AS ENUM ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL');

-- CreateEnum
CREATE TYPE "Autonomy" AS ENUM ('SUGGESTS', 'ACTS_WITH_APPROVAL', 'ACTS_WITHIN_LIMITS', 'ACTS_ALONE');

-- CreateEnum
CREATE TYPE "AiActRole" AS ENUM ('PROVIDER', 'DEPLOYER', 'PROVIDER_AND_DEPLOYER', 'NOT_AN_AI_SYSTEM');

-- CreateEnum
CREATE TYPE "AiActArea" AS ENUM ('NONE', 'BIOMETRICS', 'CRITICAL_INFRASTRUCTURE', 'EDUCATION', 'EMPLOYMENT', 'ESSENTIAL_SERVICES', 'LAW_ENFORCEMENT', 'MIGRATION', 'JUSTICE');

-- CreateEnum
CREATE TYPE "AiActDerogation" AS ENUM ('NOT_CLAIMED', 'NARROW_PROCEDURAL_TASK', 'IMPROVES_HUMAN_RESULT', 'DETECTS_PATTERNS', 'PREPARATORY_TASK');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'SENT', 'FAILED');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('OPEN', 'APPROVED', 'DECLINED', 'WITHDRAWN', 'VOIDED');

-- CreateTable
CREATE TABLE "Agent" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "status" "AgentStatus" NOT NULL DEFAULT 'PROPOSED',
    "ownerId" UUID NOT NULL,
    "sponsorId" UUID,
    "successorId" UUID,
    "modelProvider" TEXT NOT NULL,
    "modelName" TEXT NOT NULL,
    "autonomy" "Autonomy" NOT NULL,
    "oversight" TEXT NOT NULL,
    "dataClasses" TEXT[],
    "environments" TEXT[],
    "customerFacing" BOOLEAN NOT NULL,
    "riskClass" "RiskClass",
    "riskComputed" "RiskClass",
    "riskAnswers" JSONB NOT NULL,
    "riskReason" TEXT NOT NULL,
    "riskRuleVersion" INTEGER NOT NULL,
    "aiActRole" "AiActRole" NOT NULL,
    "aiActArea" "AiActArea" NOT NULL,
    "aiActProfiling" BOOLEAN NOT NULL,
    "aiActDerogation" "AiActDerogation" NOT NULL,
    "aiActTalksToPeople" BOOLEAN NOT NULL,
    "aiActGeneratesContent" BOOLEAN NOT NULL,
    "aiActReasoning" TEXT NOT NULL,
    "aiActAssessedById" UUID NOT NULL,
    "aiActAssessedAt" TIMESTAMPTZ(3) NOT NULL,
    "links" JSONB NOT NULL,
    "retireOn" DATE,
    "reviewDueOn" DATE,
    "reviewedById" UUID,
    "reviewedAt" TIMESTAMPTZ(3),
    "duplicateReason" TEXT NOT NULL,
    "requestedById" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "approvedById" UUID,
    "approvedAt" TIMESTAMPTZ(3),
    "activatedAt" TIMESTAMPTZ(3),
    "suspendedById" UUID,
    "suspendedAt" TIMESTAMPTZ(3),
    "retiredAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgentNotice" (
    "agentId" UUID NOT NULL,
    "about" TEXT NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AgentNotice_pkey" PRIMARY KEY ("agentId","about")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "roles" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "joinedAt" TIMESTAMPTZ(3),
    "deactivatedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PersonIdentity" (
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "PersonIdentity_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "PasswordCredential" (
    "personId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PasswordCredential_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "Passkey" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "publicKey" BYTEA NOT NULL,
    "algorithm" INTEGER NOT NULL,
    "counter" BIGINT NOT NULL,
    "aaguid" TEXT NOT NULL,
    "transports" TEXT[],
    "deviceBound" BOOLEAN NOT NULL,
    "backedUp" BOOLEAN NOT NULL,
    "attestation" BYTEA NOT NULL,
    "clientData" BYTEA NOT NULL,
    "rpId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "verification" TEXT NOT NULL,
    "vouchedById" TEXT,
    "enrolledAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Passkey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasskeyChallenge" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "challenge" BYTEA NOT NULL,
    "verification" TEXT NOT NULL,
    "invitationId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PasskeyChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OidcIdentity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "boundAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OidcIdentity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "personId" UUID,
    "tokenHash" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInFailure" (
    "id" UUID NOT NULL,
    "accountHash" TEXT NOT NULL,
    "addressHash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInFailure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MachineToken" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "grants" TEXT[],
    "tokenHash" TEXT NOT NULL,
    "responsibleId" UUID NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "MachineToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChangeLogEntry" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorRoles" TEXT[],
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL,
    "requestId" UUID NOT NULL,

    CONSTRAINT "ChangeLogEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxEntry" (
    "changeId" UUID NOT NULL,

    CONSTRAINT "OutboxEntry_pkey" PRIMARY KEY ("changeId")
);

-- CreateTable
CREATE TABLE "Export" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "queryId" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "rowCount" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "provenance" JSONB NOT NULL,
    "generatedById" TEXT NOT NULL,
    "generatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Export_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notification" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "link" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "acknowledgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "notificationId" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "status" "DeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "lastError" TEXT,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Request" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "diff" JSONB NOT NULL,
    "diffHash" TEXT NOT NULL,
    "baseVersion" INTEGER NOT NULL,
    "permission" TEXT NOT NULL,
    "excludedIds" TEXT[],
    "status" "RequestStatus" NOT NULL DEFAULT 'OPEN',
    "requestedById" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "remindedAt" TIMESTAMPTZ(3),
    "decidedById" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionNote" TEXT,

    CONSTRAINT "Request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Installation" (
    "id" TEXT NOT NULL,
    "organisation" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "id" UUID NOT NULL,
    "room" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "values" JSONB NOT NULL,
    "effectiveFrom" TIMESTAMPTZ(3) NOT NULL,
    "proposedById" TEXT NOT NULL,
    "approvedById" TEXT NOT NULL,
    "approvedAt" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "PolicyVersion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Agent_slug_key" ON "Agent"("slug");

-- CreateIndex
CREATE INDEX "Agent_status_name_id_idx" ON "Agent"("status", "name", "id");

-- CreateIndex
CREATE INDEX "Agent_name_id_idx" ON "Agent"("name", "id");

-- CreateIndex
CREATE INDEX "Agent_ownerId_idx" ON "Agent"("ownerId");

-- CreateIndex
CREATE INDEX "Agent_sponsorId_idx" ON "Agent"("sponsorId");

-- CreateIndex
CREATE INDEX "Agent_successorId_idx" ON "Agent"("successorId");

-- CreateIndex
CREATE INDEX "Agent_reviewDueOn_idx" ON "Agent"("reviewDueOn");

-- CreateIndex
CREATE INDEX "Person_deactivatedAt_idx" ON "Person"("deactivatedAt");

-- CreateIndex
CREATE UNIQUE INDEX "PersonIdentity_email_key" ON "PersonIdentity"("email");

-- CreateIndex
CREATE INDEX "PersonIdentity_name_personId_idx" ON "PersonIdentity"("name", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "Passkey_credentialId_key" ON "Passkey"("credentialId");

-- CreateIndex
CREATE INDEX "Passkey_personId_enrolledAt_idx" ON "Passkey"("personId", "enrolledAt");

-- CreateIndex
CREATE INDEX "PasskeyChallenge_expiresAt_idx" ON "PasskeyChallenge"("expiresAt");

-- CreateIndex
CREATE INDEX "OidcIdentity_personId_idx" ON "OidcIdentity"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_personId_idx" ON "Invitation"("personId");

-- CreateIndex
CREATE INDEX "Session_personId_startedAt_idx" ON "Session"("personId", "startedAt");

-- CreateIndex
CREATE INDEX "SignInFailure_accountHash_at_idx" ON "SignInFailure"("accountHash", "at");

-- CreateIndex
CREATE INDEX "SignInFailure_addressHash_at_idx" ON "SignInFailure"("addressHash", "at");

-- CreateIndex
CREATE UNIQUE INDEX "MachineToken_tokenHash_key" ON "MachineToken"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "ChangeLogEntry_seq_key" ON "ChangeLogEntry"("seq");

-- CreateIndex
CREATE INDEX "ChangeLogEntry_subjectKind_subjectId_seq_idx" ON "ChangeLogEntry"("subjectKind", "subjectId", "seq");

-- CreateIndex
CREATE INDEX "ChangeLogEntry_recordedAt_seq_idx" ON "ChangeLogEntry"("recordedAt", "seq");

-- CreateIndex
CREATE INDEX "ChangeLogEntry_actorId_seq_idx" ON "ChangeLogEntry"("actorId", "seq");

-- CreateIndex
CREATE INDEX "ChangeLogEntry_action_seq_idx" ON "ChangeLogEntry"("action", "seq");

-- CreateIndex
CREATE INDEX "Export_generatedAt_id_idx" ON "Export"("generatedAt", "id");

-- CreateIndex
CREATE INDEX "Notification_personId_createdAt_id_idx" ON "Notification"("personId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Delivery_status_nextAttemptAt_idx" ON "Delivery"("status", "nextAttemptAt");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_notificationId_channel_key" ON "Delivery"("notificationId", "channel");

-- CreateIndex
CREATE INDEX "Request_status_dueAt_id_idx" ON "Request"("status", "dueAt", "id");

-- CreateIndex
CREATE INDEX "Request_subjectKind_subjectId_status_idx" ON "Request"("subjectKind", "subjectId", "status");

-- CreateIndex
CREATE INDEX "Request_requestedById_requestedAt_idx" ON "Request"("requestedById", "requestedAt");

-- CreateIndex
CREATE INDEX "PolicyVersion_room_effectiveFrom_idx" ON "PolicyVersion"("room", "effectiveFrom");

-- CreateIndex
CREATE UNIQUE INDEX "PolicyVersion_room_version_key" ON "PolicyVersion"("room", "version");

-- AddForeignKey
ALTER TABLE "AgentNotice" ADD CONSTRAINT "AgentNotice_agentId_fkey" FOREIGN KEY ("agentId") REFERENCES "Agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PersonIdentity" ADD CONSTRAINT "PersonIdentity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordCredential" ADD CONSTRAINT "PasswordCredential_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Passkey" ADD CONSTRAINT "Passkey_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OidcIdentity" ADD CONSTRAINT "OidcIdentity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OutboxEntry" ADD CONSTRAINT "OutboxEntry_changeId_fkey" FOREIGN KEY ("changeId") REFERENCES "ChangeLogEntry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_notificationId_fkey" FOREIGN KEY ("notificationId") REFERENCES "Notification"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What people did stays as it was written, whoever holds the connection.
CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER change_log_append_only BEFORE UPDATE OR DELETE ON "ChangeLogEntry"
  FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER change_log_no_truncate BEFORE TRUNCATE ON "ChangeLogEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER policy_version_append_only BEFORE UPDATE OR DELETE ON "PolicyVersion"
  FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER policy_version_no_truncate BEFORE TRUNCATE ON "PolicyVersion"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER export_append_only BEFORE UPDATE OR DELETE ON "Export"
  FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER export_no_truncate BEFORE TRUNCATE ON "Export"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();

-- People and agents are deactivated or retired, never deleted: evidence names them by id.
CREATE TRIGGER person_no_delete BEFORE DELETE ON "Person"
  FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER agent_no_delete BEFORE DELETE ON "Agent"
  FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- An installation is a demo or it is not, for ever.
CREATE TRIGGER installation_fixed BEFORE UPDATE OR DELETE ON "Installation"
  FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE UNIQUE INDEX "Installation_one_row" ON "Installation" ((true));
