import type { Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HOUR_MS } from "@/lib/core/clock";
import { utf8 } from "@/lib/ledger/bytes";
import { checkpointKey, tokenKey } from "@/lib/ledger/object-key";
import { seededRandom, withFlippedBit } from "@/lib/ledger/testing/random";
import { skipAndSay } from "../testing/skip-and-say";
import { sampleEvents, testPool } from "../testing/test-log";
import {
  expectSealedIntact,
  newFolder,
  newTestLedger,
  removeFolders,
  standingOf,
  type TestLedger,
  USUAL_SETTINGS,
} from "../testing/test-sealer";
import { type Answering, hasOpenssl, newAuthority, serve } from "../testing/time-authority";
import { timeStampFault, timeStampRequest } from "./time-stamp";

let authority: ReturnType<typeof newAuthority>;
let answer: Answering;
let server: Server;
let ledger: TestLedger;

beforeAll(async () => {
  if (hasOpenssl()) authority = newAuthority(await newFolder());
});
afterAll(removeFolders);
afterAll(() => server?.close());

beforeEach(async (context) => {
  if (!hasOpenssl()) skipAndSay(context, "openssl is not installed");
  answer = authority.answer;
  const served = await serve(() => answer);
  server?.close();
  server = served.server;
  const small = { maxSegmentBytes: 500, heartbeatMs: Number.POSITIVE_INFINITY };
  ledger = await newTestLedger({ settings: { ...USUAL_SETTINGS, ...small, tsaUrl: served.url } });
  for (const event of sampleEvents(3)) await ledger.logs.calls.appender.append([event]);
});

const tokenAt = (size: bigint) => ledger.store.read(tokenKey("calls", size));

async function openFindings() {
  const { rows } = await testPool().query(
    "SELECT kind FROM ledger_finding WHERE log = 'calls' AND closed_at IS NULL",
  );
  return rows.map(({ kind }) => kind);
}

describe("a time stamp authority", () => {
  test("dates the kept checkpoint once, and openssl verifies what it gave", async () => {
    await ledger.sealer.round();
    await expect.poll(() => tokenAt(4n)).not.toBeNull();
    const note = (await ledger.store.read(checkpointKey("calls", 4n))) ?? new Uint8Array();
    const token = (await tokenAt(4n)) ?? new Uint8Array();
    expect(authority.verifies(note, token)).toBe(true);
    expect(authority.verifies(withFlippedBit(note, 40), token)).toBe(false);
    await expectSealedIntact(ledger, "calls");
    // A second sealer, and another hour, find it there.
    answer = () => {
      throw new Error("asked again");
    };
    ledger.runtime.passTime(2 * HOUR_MS);
    await ledger.sealer.round();
    expect(await openFindings()).toEqual([]);
  });

  test("that gives nothing, or something else, is a finding and never a halt, and is asked again", async () => {
    answer = () => utf8("<html>sign in</html>");
    await ledger.sealer.round();
    await expect.poll(openFindings).toEqual(["token"]);
    expect(await tokenAt(4n)).toBeNull();
    expect(await standingOf("calls")).toMatchObject({ halted_at: null });
    answer = authority.answer;
    ledger.runtime.passTime(HOUR_MS);
    await ledger.sealer.round();
    await expect.poll(() => tokenAt(4n)).not.toBeNull();
    await expect.poll(openFindings).toEqual([]);
  });

  test("is not believed over another file, nor for another request, nor where it refuses", () => {
    const [file, nonce] = [utf8("a checkpoint"), utf8("12345678")];
    const response = authority.answer(timeStampRequest(file, nonce));
    expect(timeStampFault(response, file, nonce)).toBeNull();
    expect(timeStampFault(response, utf8("another"), nonce)).toContain("not over this");
    expect(timeStampFault(response, file, utf8("87654321"))).toContain("nonce");
    const refused = Uint8Array.of(0x30, 5, 0x30, 3, 0x02, 1, 2);
    expect(timeStampFault(refused, file, nonce)).toContain("status 2");
  });

  test("that answers with garbage is told so, whatever the garbage", () => {
    const [file, nonce] = [utf8("a checkpoint"), utf8("12345678")];
    const response = authority.answer(timeStampRequest(file, nonce));
    const random = seededRandom(5);
    for (let round = 0; round < 2_000; round += 1) {
      const cut = response.slice(0, random.below(response.length));
      expect(timeStampFault(cut, file, nonce)).not.toBeNull();
      expect(() => timeStampFault(random.bytes(random.below(200)), file, nonce)).not.toThrow();
    }
  });
});
