import { expect, test } from "vitest";
import { fileReply } from "./file-reply";

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}

const FILE = { fileName: "a.zip", mediaType: "application/zip" };

function asked(init: RequestInit = {}): Request {
  return new Request("http://house.example/a.zip", init);
}

test("a file that comes in pieces is sent whole, with its length said before", async () => {
  const reply = fileReply({ ...FILE, size: 6, bytes: pieces("abc", "def") }, asked());
  expect(reply.headers.get("content-length")).toBe("6");
  expect(reply.headers.get("content-disposition")).toBe('attachment; filename="a.zip"');
  expect(await reply.text()).toBe("abcdef");
});

test("whoever stops taking it ends the reading", async () => {
  let open = true;
  async function* endless() {
    try {
      for (;;) yield new Uint8Array(1_024);
    } finally {
      open = false;
    }
  }
  const reply = fileReply({ ...FILE, size: 2 ** 40, bytes: endless() }, asked());
  const reader = reply.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(open).toBe(false);
});

test("a file that breaks off while it is sent is no whole file", async () => {
  async function* broken() {
    yield new Uint8Array(3);
    throw new Error("the disk");
  }
  await expect(
    fileReply({ ...FILE, size: 6, bytes: broken() }, asked()).arrayBuffer(),
  ).rejects.toThrow();
});

test("a file that nobody will take is left alone: only its head was asked for, or who asked is gone", async () => {
  const gone = asked({ signal: AbortSignal.abort() });
  for (const request of [asked({ method: "HEAD" }), gone]) {
    const file = neverTaken();
    const reply = fileReply({ ...FILE, size: 6, bytes: file }, request);
    expect(reply.headers.get("content-disposition")).toBe('attachment; filename="a.zip"');
    expect(reply.body).toBeNull();
    await expect.poll(() => file.ended).toBe(true);
  }
});

test("who asked goes before the first piece is taken", async () => {
  const leaving = new AbortController();
  const file = neverTaken();
  fileReply({ ...FILE, size: 6, bytes: file }, asked({ signal: leaving.signal }));
  expect(file.ended).toBe(false);
  leaving.abort();
  await expect.poll(() => file.ended).toBe(true);
});

function neverTaken() {
  const iterator: AsyncIterator<Uint8Array> = {
    next: async () => ({ done: false, value: new Uint8Array(1) }),
    return: async () => {
      file.ended = true;
      return { done: true, value: undefined };
    },
  };
  const file = { ended: false, [Symbol.asyncIterator]: () => iterator };
  return file;
}
