-- A request that was edited is voided, and another one takes its place.
ALTER TABLE "Request" ADD COLUMN "revisesId" UUID;
CREATE UNIQUE INDEX "Request_revisesId_key" ON "Request"("revisesId");
