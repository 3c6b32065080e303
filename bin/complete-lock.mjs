// Adds to package-lock.json the optional platform packages that could not be resolved where it was
// made. Without their entries `npm ci` refuses the lockfile everywhere:
// "Missing: @biomejs/cli-darwin-arm64@ from lock file". Run it after every `npm install`.
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = {
  android: "android",
  darwin: "darwin",
  macos: "darwin",
  freebsd: "freebsd",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  sunos: "sunos",
  aix: "aix",
  win32: "win32",
  windows: "win32",
  linux: "linux",
};
const PROCESSORS = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "wasm32",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    const known = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (known.some((place) => place in lock.packages)) continue;
    lock.packages[`node_modules/${name}`] = entryOf(name, range.replace(/^[\^~]/, ""), parent);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);

function entryOf(name, version, parent) {
  const words = name.split("/").pop().split(/[-_.]/);
  const system = words.map((word) => SYSTEMS[word]).find(Boolean);
  const processor = PROCESSORS.find((candidate) => words.includes(candidate));
  if (!system && !processor) {
    throw new Error(`complete-lock: cannot tell the platform of ${name}`);
  }
  return {
    version,
    optional: true,
    ...(parent.dev ? { dev: true } : {}),
    ...(system ? { os: [system] } : {}),
    ...(processor ? { cpu: [processor] } : {}),
    ...(words.includes("musl") ? { libc: ["musl"] } : {}),
  };
}
