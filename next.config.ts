import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  serverExternalPackages: ["pg", "pdfkit", "exceljs", "yazl", "nodemailer", "@node-rs/argon2"],
  experimental: { serverActions: { bodySizeLimit: "2mb" } },
};

export default config;
