-- Servers and operations, keys, grants, what gateways say they enforce.
-- AlterTable
ALTER TABLE "Request" ADD COLUMN     "namedIds" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "Grant" (
    "id" UUID NOT NULL,
    "keyId" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "operationId" UUID,
    "environment" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "definitionHash" TEXT,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "requestId" UUID,
    "requestedById" UUID NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "approvedById" UUID NOT NULL,
    "approvedAt" TIMESTAMPTZ(3) NOT NULL,
    "standardId" UUID,
    "emergencyId" UUID,
    "exception" JSONB,
    "replacesId" UUID,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endedReason" TEXT,
    "endRequestId" UUID,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StandardChange" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "environments" TEXT[],
    "access" TEXT[],
    "dataClasses" TEXT[],
    "serverIds" TEXT[],
    "maxDays" INTEGER NOT NULL,
    "requestId" UUID NOT NULL,
    "requestedById" UUID NOT NULL,
    "approvedById" UUID NOT NULL,
    "approvedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "StandardChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmergencyAccess" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "keyId" UUID NOT NULL,
    "environment" TEXT NOT NULL,
    "operationIds" TEXT[],
    "reason" TEXT NOT NULL,
    "onCallId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "acknowledgedAt" TIMESTAMPTZ(3),
    "requestId" UUID NOT NULL,
    "approvalDueAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "decidedById" UUID,
    "verdict" TEXT,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "EmergencyAccess_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnforcedPolicy" (
    "id" UUID NOT NULL,
    "sourceId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "statedAt" TIMESTAMPTZ(3) NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT NOT NULL,
    "grants" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "removed" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "receivedFrom" TEXT NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "replacedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EnforcedPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnforcedGrant" (
    "id" UUID NOT NULL,
    "sourceId" TEXT NOT NULL,
    "principal" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "conditions" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "fromPolicyId" UUID NOT NULL,
    "toAt" TIMESTAMPTZ(3),
    "toPolicyId" UUID,

    CONSTRAINT "EnforcedGrant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deviation" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "mark" TEXT NOT NULL,
    "sourceId" TEXT,
    "keyId" UUID,
    "agentId" UUID,
    "serverId" UUID,
    "operationId" UUID,
    "principal" TEXT NOT NULL,
    "server" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "foundAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "clearedAt" TIMESTAMPTZ(3),
    "disposition" TEXT NOT NULL DEFAULT 'open',
    "explanation" TEXT,
    "ticket" TEXT,
    "disposedById" UUID,
    "disposedAt" TIMESTAMPTZ(3),
    "disposedUntil" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Deviation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessRevision" (
    "name" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,

    CONSTRAINT "AccessRevision_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "Key" (
    "id" UUID NOT NULL,
    "publicId" TEXT NOT NULL,
    "names" TEXT[],
    "label" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "agentId" UUID,
    "personId" UUID,
    "serverId" UUID,
    "ownerId" UUID NOT NULL,
    "purpose" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "store" TEXT NOT NULL,
    "issuerPolicy" TEXT NOT NULL,
    "issuedAt" TIMESTAMPTZ(3) NOT NULL,
    "activatedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revokedById" UUID,
    "revokedReason" TEXT NOT NULL DEFAULT '',
    "replacesId" UUID,
    "registeredById" UUID NOT NULL,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeyRotation" (
    "id" UUID NOT NULL,
    "oldKeyId" UUID NOT NULL,
    "newKeyId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "ticket" TEXT NOT NULL DEFAULT '',
    "dependants" TEXT NOT NULL DEFAULT '',
    "requestedById" UUID NOT NULL,
    "performedById" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "newActiveAt" TIMESTAMPTZ(3),
    "overlapEndsAt" TIMESTAMPTZ(3) NOT NULL,
    "oldDisabledAt" TIMESTAMPTZ(3),
    "proof" JSONB,
    "finishedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "KeyRotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeyException" (
    "id" UUID NOT NULL,
    "keyId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "measures" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "requestId" UUID NOT NULL,
    "acceptedById" UUID NOT NULL,
    "acceptedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "KeyException_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Server" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "hosting" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "deputyId" UUID,
    "dataClasses" TEXT[],
    "inScope" BOOLEAN NOT NULL,
    "scopeReason" TEXT NOT NULL,
    "contradictedBy" TEXT[],
    "places" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "registeredById" UUID NOT NULL,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Server_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Operation" (
    "id" UUID NOT NULL,
    "serverId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "meaning" TEXT NOT NULL,
    "access" TEXT,
    "dataClasses" TEXT[],
    "classifiedById" UUID,
    "classifiedAt" TIMESTAMPTZ(3),
    "registeredById" UUID NOT NULL,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OperationDefinition" (
    "id" UUID NOT NULL,
    "operationId" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "origin" TEXT NOT NULL,
    "observedAt" TIMESTAMPTZ(3) NOT NULL,
    "replacedAt" TIMESTAMPTZ(3),
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "pinnedAt" TIMESTAMPTZ(3),
    "pinnedById" UUID,
    "unpinnedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OperationDefinition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScopeApproval" (
    "id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "servers" INTEGER NOT NULL,
    "operations" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "requestId" UUID NOT NULL,
    "approvedById" UUID NOT NULL,
    "approvedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScopeApproval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Grant_keyId_serverId_idx" ON "Grant"("keyId", "serverId");

-- CreateIndex
CREATE INDEX "Grant_serverId_operationId_idx" ON "Grant"("serverId", "operationId");

-- CreateIndex
CREATE INDEX "Grant_requestId_idx" ON "Grant"("requestId");

-- CreateIndex
CREATE INDEX "Grant_endedAt_until_idx" ON "Grant"("endedAt", "until");

-- CreateIndex
CREATE INDEX "EmergencyAccess_personId_idx" ON "EmergencyAccess"("personId");

-- CreateIndex
CREATE INDEX "EmergencyAccess_startedAt_idx" ON "EmergencyAccess"("startedAt");

-- CreateIndex
CREATE INDEX "EnforcedPolicy_sourceId_statedAt_idx" ON "EnforcedPolicy"("sourceId", "statedAt");

-- CreateIndex
CREATE UNIQUE INDEX "EnforcedPolicy_sourceId_version_key" ON "EnforcedPolicy"("sourceId", "version");

-- CreateIndex
CREATE INDEX "EnforcedGrant_sourceId_toAt_idx" ON "EnforcedGrant"("sourceId", "toAt");

-- CreateIndex
CREATE INDEX "EnforcedGrant_fromPolicyId_idx" ON "EnforcedGrant"("fromPolicyId");

-- CreateIndex
CREATE INDEX "EnforcedGrant_toPolicyId_idx" ON "EnforcedGrant"("toPolicyId");

-- CreateIndex
CREATE UNIQUE INDEX "Deviation_mark_key" ON "Deviation"("mark");

-- CreateIndex
CREATE INDEX "Deviation_clearedAt_kind_since_idx" ON "Deviation"("clearedAt", "kind", "since");

-- CreateIndex
CREATE INDEX "Deviation_keyId_idx" ON "Deviation"("keyId");

-- CreateIndex
CREATE UNIQUE INDEX "Key_publicId_key" ON "Key"("publicId");

-- CreateIndex
CREATE UNIQUE INDEX "Key_replacesId_key" ON "Key"("replacesId");

-- CreateIndex
CREATE INDEX "Key_agentId_idx" ON "Key"("agentId");

-- CreateIndex
CREATE INDEX "Key_personId_idx" ON "Key"("personId");

-- CreateIndex
CREATE INDEX "Key_serverId_idx" ON "Key"("serverId");

-- CreateIndex
CREATE INDEX "Key_ownerId_idx" ON "Key"("ownerId");

-- CreateIndex
CREATE INDEX "Key_revokedAt_idx" ON "Key"("revokedAt");

-- CreateIndex
CREATE UNIQUE INDEX "KeyRotation_newKeyId_key" ON "KeyRotation"("newKeyId");

-- CreateIndex
CREATE INDEX "KeyRotation_oldKeyId_idx" ON "KeyRotation"("oldKeyId");

-- CreateIndex
CREATE INDEX "KeyRotation_startedAt_idx" ON "KeyRotation"("startedAt");

-- CreateIndex
CREATE INDEX "KeyException_keyId_idx" ON "KeyException"("keyId");

-- CreateIndex
CREATE UNIQUE INDEX "Server_slug_key" ON "Server"("slug");

-- CreateIndex
CREATE INDEX "Server_status_name_id_idx" ON "Server"("status", "name", "id");

-- CreateIndex
CREATE INDEX "Server_ownerId_idx" ON "Server"("ownerId");

-- CreateIndex
CREATE INDEX "Server_deputyId_idx" ON "Server"("deputyId");

-- CreateIndex
CREATE UNIQUE INDEX "Operation_serverId_name_key" ON "Operation"("serverId", "name");

-- CreateIndex
CREATE INDEX "OperationDefinition_operationId_observedAt_idx" ON "OperationDefinition"("operationId", "observedAt");

-- CreateIndex
CREATE INDEX "ScopeApproval_approvedAt_idx" ON "ScopeApproval"("approvedAt");

-- AddForeignKey
ALTER TABLE "Operation" ADD CONSTRAINT "Operation_serverId_fkey" FOREIGN KEY ("serverId") REFERENCES "Server"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OperationDefinition" ADD CONSTRAINT "OperationDefinition_operationId_fkey" FOREIGN KEY ("operationId") REFERENCES "Operation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- One open interval per line of a source's policy; one observed and one pinned definition per operation.
CREATE UNIQUE INDEX "EnforcedGrant_open" ON "EnforcedGrant" ("sourceId", md5("principal" || chr(31) || "server" || chr(31) || "operation" || chr(31) || "environment" || chr(31) || "conditions")) WHERE "toAt" IS NULL;
CREATE UNIQUE INDEX "OperationDefinition_observed" ON "OperationDefinition" ("operationId") WHERE "replacedAt" IS NULL;
CREATE UNIQUE INDEX "OperationDefinition_pinned" ON "OperationDefinition" ("operationId") WHERE "pinnedAt" IS NOT NULL AND "unpinnedAt" IS NULL;

-- The matrix is kept in memory and read again where something moved on, whoever moved it: the application, or somebody behind it.
CREATE FUNCTION access_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "AccessRevision" SET revision = revision + 1 WHERE name = TG_TABLE_NAME;
  RETURN NULL;
END $$;
INSERT INTO "AccessRevision" (name, revision) VALUES
  ('Agent', 1), ('Server', 1), ('Operation', 1), ('OperationDefinition', 1), ('Key', 1), ('Grant', 1), ('EnforcedGrant', 1), ('EnforcedPolicy', 1);
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Agent" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Server" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Operation" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "OperationDefinition" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Key" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "Grant" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "EnforcedGrant" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
CREATE TRIGGER access_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "EnforcedPolicy" FOR EACH STATEMENT EXECUTE FUNCTION access_moved();
