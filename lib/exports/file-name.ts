import type { ExportFormat } from "./labels";

const EXTENSION = { csv: "zip", jsonl: "zip", xlsx: "xlsx", pdf: "pdf" } as const satisfies Record<
  ExportFormat,
  string
>;

/** `ENTITY_ART-02_agents_asof-20261121T141403Z.pdf`: ASCII, no spaces, at most 100 characters (PCK-02). */
export function exportFileName(parts: {
  organisation: string;
  demo: boolean;
  artifactId: string | null;
  fileStem: string;
  asOf: Date;
  format: ExportFormat;
}): string {
  const stem = [
    ...(parts.demo ? ["DEMO"] : []),
    ascii(parts.organisation, 30) || "organisation",
    ...(parts.artifactId ? [parts.artifactId] : []),
    ascii(parts.fileStem, 30),
    `asof-${parts.asOf
      .toISOString()
      .replace(/\.\d+Z$/, "Z")
      .replaceAll(/[-:]/g, "")}`,
  ];
  return `${stem.join("_")}.${EXTENSION[parts.format]}`;
}

function ascii(text: string, max: number): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[^\x20-\x7e]/g, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .slice(0, max)
    .replaceAll(/^-+|-+$/g, "");
}
