import { expect, test } from "vitest";
import { exportFileName } from "./file-name";

const parts = {
  organisation: "Nordwind Zahlungen & Söhne SE",
  demo: false,
  artifactId: "ART-02",
  fileStem: "agents",
  asOf: new Date("2026-11-21T14:14:03.250Z"),
  format: "pdf",
} as const;

test("PCK-02: a file name says whose, what and as of when, in ASCII without spaces", () => {
  expect(exportFileName(parts)).toBe(
    "Nordwind-Zahlungen-Sohne-SE_ART-02_agents_asof-20261121T141403Z.pdf",
  );
});

test("PCK-02: the longest organisation leaves a name of at most 100 characters", () => {
  const name = exportFileName({
    ...parts,
    organisation: "长".repeat(40) + "x".repeat(200),
    demo: true,
  });
  expect(name.length).toBeLessThanOrEqual(100);
  expect(name).toMatch(/^DEMO_x+_ART-02_agents_asof-[0-9TZ]+\.pdf$/);
});

test("an organisation without a single Latin letter still gives a name", () => {
  expect(exportFileName({ ...parts, organisation: "株式会社" })).toMatch(/^organisation_/);
});

test("G-10: a demo file says so in its name; a CSV comes in a ZIP", () => {
  expect(exportFileName({ ...parts, demo: true, format: "csv" })).toMatch(/^DEMO_.*\.zip$/);
});
