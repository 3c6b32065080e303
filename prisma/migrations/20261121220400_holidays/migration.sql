-- Days on which nobody works: what is due by a business day is not due on them (CHG-09, SCN-18).
CREATE TABLE "Holiday" (
    "day" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "declaredById" UUID NOT NULL,
    "declaredAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Holiday_pkey" PRIMARY KEY ("day")
);
