import { expect, test } from "vitest";
import { fileReply } from "./file-reply";

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield new TextEncoder().encode(text);
}

const FILE = { fileName: "a.zip", mediaType: "application/zip" };

test("a file that comes in pieces is sent whole, with its length said before", async () => {
  const reply = fileReply({ ...FILE, size: 6, bytes: pieces("abc", "def") });
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
  const reply = fileReply({ ...FILE, size: 2 ** 40, bytes: endless() });
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
  await expect(fileReply({ ...FILE, size: 6, bytes: broken() }).arrayBuffer()).rejects.toThrow();
});
