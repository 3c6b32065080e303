// Fills a new demo installation with its company. Does nothing where one has been made already.
import { findInstallation } from "@/lib/settings/installation";
import { seedDemo } from "@/prisma/demo/seed";

const installation = await findInstallation();
if (installation && !installation.demo) {
  console.error("This database holds a real installation, which never becomes a demo.");
  process.exit(1);
}
if (!installation) await seedDemo(new Date());
process.exit(0);
