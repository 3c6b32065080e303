import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // A lockfile in a folder above would otherwise be taken for the project's.
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: ["pg", "pdfkit", "exceljs", "yazl", "nodemailer", "@node-rs/argon2"],
  experimental: { serverActions: { bodySizeLimit: "2mb" } },
};

export default config;
