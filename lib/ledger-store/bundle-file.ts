// Where finished bundles lie. They are copies: whoever loses one asks for it again.
import { join } from "node:path";

/** The file of a bundle, by the id of its task. */
export function bundlePath(dataDirectory: string, id: string): string {
  return join(dataDirectory, "bundles", `${id}.zip`);
}

/** The name a bundle is handed out under: `DEMO_calls_0-120_of-120.zip`. */
export function bundleFileName(bundle: {
  demo: boolean;
  log: string;
  start: number;
  end: number;
  size: number;
}): string {
  const { demo, log, start, end, size } = bundle;
  return `${demo ? "DEMO_" : ""}${log}_${start}-${end}_of-${size}.zip`;
}
