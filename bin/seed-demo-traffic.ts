// Gives a demo the calls of its gateways: 90 days up to now, through the way in that every record takes.
import { findInstallation } from "@/lib/settings/installation";
import { seedTraffic } from "@/prisma/demo/traffic/traffic";

const installation = await findInstallation();
if (!installation?.demo) {
  console.error("This database holds no demo, and only a demo is given calls.");
  process.exit(1);
}
await seedTraffic(new Date());
process.exit(0);
