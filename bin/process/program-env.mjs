import { delimiter } from "node:path";
import { at } from "./root.mjs";

const BIN = at("node_modules", ".bin");

/** What every program of the project gets: the pinned tools first in PATH, and tools that call nobody. */
export function programEnv(more = {}) {
  return {
    ...process.env,
    PATH: [BIN, ...pathWithoutOurs()].join(delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...more,
  };
}

/** For npm itself, which must not run on the Node that it is about to replace. */
export function outsideEnv() {
  return { ...process.env, PATH: pathWithoutOurs().join(delimiter) };
}

function pathWithoutOurs() {
  return (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== BIN);
}
