// ledger.md §12, Verifier: the order of the argument. One pure core; `verify.mjs`, `verify.html` and the ledger page are its skins.
import type { BundleSource } from "../bundle-source";
import type { VerifierKey } from "../vkey";
import { checkFiles } from "./check-files";
import { checkHistory } from "./check-history";
import { checkLines } from "./check-lines";
import { checkNames } from "./check-names";
import { checkCertificates, checkProofs } from "./check-proofs";
import { checkStatements } from "./check-statements";
import { checkTiles } from "./check-tiles";
import { checkTokens, type TokenCheck } from "./check-tokens";
import { Findings } from "./findings";
import { type OpenBundle, openBundle, openTiles } from "./open-bundle";
import { type Held, otherCheckpoints } from "./other-checkpoints";
import { type Report, reportOf } from "./report";

/** The parts of a verification, in their order. */
export const STEPS = [
  "note",
  "tiles",
  "lines",
  "statements",
  "history",
  "proofs",
  "files",
] as const;
export type Step = (typeof STEPS)[number];

export type VerifyRequest = {
  readonly source: BundleSource;
  /** The keys the verifier's user trusts. Never taken from the bundle (L7). */
  readonly trusted: readonly VerifierKey[];
  readonly given: Held["given"];
  /** What was remembered of the log of this origin, or null. */
  readonly recall: (origin: string) => Promise<Held["remembered"]>;
  /** Null: tokens are left alone. */
  readonly tokenHolds: TokenCheck | null;
  /** Called again and again, with how many tiles, lines or files of the step are done. */
  readonly progress?: (step: Step, done: number) => void;
};

/** Verifies a bundle. Never throws on hostile bytes. Errors: what `read`, `recall` and `tokenHolds` throw when the machine fails. */
export async function verifyBundle(request: VerifyRequest): Promise<Report> {
  const findings = new Findings();
  const opened = await openBundle(request.source, request.trusted);
  if (!opened.ok) {
    findings.add(opened);
    const nothing = { compared: [], dated: [], proofs: 0, ofOtherLogs: [] };
    return reportOf({ findings, bundle: null, ...nothing });
  }
  return await verifyOpened(opened.value, request, findings);
}

async function verifyOpened(
  bundle: OpenBundle,
  request: VerifyRequest,
  findings: Findings,
): Promise<Report> {
  const count = counter(request);
  checkNames(bundle, findings);
  const tiles = await checkContent(bundle, findings, count);
  const remembered = await request.recall(bundle.checkpoint.origin);
  const held = { given: request.given, remembered };
  const { others, ofOtherLogs } = await otherCheckpoints(bundle, held, findings);
  count("history")();
  const compared = await checkHistory(bundle, tiles, others, findings);
  const agreed = compared.filter(({ relation }) => relation === "agrees");
  count("proofs")();
  const heads = [bundle.checkpoint, ...agreed.map(({ checkpoint }) => checkpoint)];
  const proofs = await checkProofs(bundle, tiles, heads, findings);
  const dated = await checkTokens(bundle, compared, request.tokenHolds, findings);
  await checkFiles(bundle, findings, count("files"));
  return reportOf({ findings, bundle, compared, dated, proofs, ofOtherLogs });
}

/** Tiles, lines and statements. Without tiles that fold to the root nothing can be said of lines. */
async function checkContent(bundle: OpenBundle, findings: Findings, count: Counter) {
  const tiles = await openTiles(bundle);
  const deletedBefore = await checkCertificates(bundle, findings);
  if (!tiles.ok) {
    findings.add(tiles);
    return null;
  }
  await checkTiles(bundle, tiles.value, findings, count("tiles"));
  const facts = await checkLines(bundle, tiles.value, findings, count("lines"));
  count("statements")();
  checkStatements(bundle, facts, deletedBefore, findings);
  return tiles.value;
}

type Counter = (step: Step) => () => void;

function counter({ progress }: VerifyRequest): Counter {
  return (step) => {
    let done = 0;
    return () => {
      done += 1;
      progress?.(step, done);
    };
  };
}
