import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer as createHttpServer, type IncomingHttpHeaders } from "node:http";
import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { type CommandContext, transact } from "@/lib/change-log/transact";
import { db } from "@/lib/db/client";
import type { Routes } from "./channels";
import { deliverNotifications } from "./commands/deliver";
import type { Channel } from "./labels";
import { notify } from "./notify";

const MINUTE = 60_000;
const KEY = "a-key-of-the-test";
// Due deliveries of other tests must not be sent here, so this one lives long before them.
const now = new Date("2001-03-01T12:00:00.000Z");
const made: string[] = [];
const closing: (() => Promise<void>)[] = [];
let reader: Actor;

beforeEach(async () => {
  reader = await person();
});

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await db().delivery.updateMany({
    where: { status: "PENDING", notification: { personId: { in: made } } },
    data: { status: "FAILED" },
  });
});

afterAll(async () => {
  await db().person.updateMany({ where: { id: { in: made } }, data: { deactivatedAt: now } });
});

test("a mail reaches a real SMTP server in plain words, with a link, and is recorded as sent", async () => {
  const smtp = await smtpServer();
  const id = await tell(["email"]);
  await deliver({ email: smtp.route, webhook: null });
  expect(smtp.mails).toHaveLength(1);
  const [mail] = smtp.mails;
  expect(mail?.to).toBe(`<${await addressOf(reader)}>`);
  expect(mail?.text).toMatch(/^Subject: A title$/m);
  expect(mail?.text).toContain("A body.");
  expect(mail?.text).toContain("See it at http://localhost:3000/inbox/x");
  expect(mail?.text).toMatch(/^Auto-Submitted: auto-generated$/m);
  expect(await outcomes(id)).toEqual([["notification.sent", null]]);
  expect(await delivery(id)).toMatchObject({ status: "SENT", attempts: 1, sentAt: now });
  await deliver({ email: smtp.route, webhook: null }, MINUTE);
  expect(smtp.mails).toHaveLength(1);
});

test("a mail server that is busy is asked again later, and each failure is recorded", async () => {
  const smtp = await smtpServer(["451 4.3.0 busy, ask again"]);
  const id = await tell(["email"]);
  await deliver({ email: smtp.route, webhook: null });
  expect(await delivery(id)).toMatchObject({
    status: "PENDING",
    attempts: 1,
    lastError: "The mail server refused the message (451).",
    nextAttemptAt: new Date(now.getTime() + 2 * MINUTE),
  });
  await deliver({ email: smtp.route, webhook: null }, MINUTE);
  expect((await delivery(id))?.attempts).toBe(1);
  await deliver({ email: smtp.route, webhook: null }, 2 * MINUTE);
  expect(await delivery(id)).toMatchObject({ status: "SENT", attempts: 2, lastError: null });
  expect(await outcomes(id)).toEqual([
    ["notification.failed", "The mail server refused the message (451)."],
    ["notification.sent", null],
  ]);
});

test("an address the mail server refuses for good is given up, and not written into evidence", async () => {
  const address = await addressOf(reader);
  const smtp = await smtpServer([`550 5.1.1 ${address} unknown`]);
  const id = await tell(["email"]);
  await deliver({ email: smtp.route, webhook: null });
  expect(await delivery(id)).toMatchObject({ status: "FAILED", attempts: 1 });
  const changes = JSON.stringify(await changesOf(id));
  expect(changes).not.toContain(address);
});

test("while nobody answers, one attempt is spent and the rest of the channel waits", async () => {
  const smtp = await smtpServer();
  const route = smtp.route;
  await closing.pop()?.();
  const ids = [await tell(["email"]), await tell(["email"])];
  await deliver({ email: route, webhook: null });
  const attempts = await Promise.all(ids.map(async (id) => (await delivery(id))?.attempts));
  expect(attempts.sort()).toEqual([0, 1]);
});

test("who left meanwhile is not written to", async () => {
  const smtp = await smtpServer();
  const id = await tell(["email"]);
  await db().person.update({ where: { id: reader.id }, data: { deactivatedAt: now } });
  await deliver({ email: smtp.route, webhook: null });
  expect(smtp.mails).toEqual([]);
  expect(await delivery(id)).toMatchObject({ status: "FAILED" });
});

test("the webhook gets what happened, nothing about people, and a signature that verifies", async () => {
  const hook = await hookServer([]);
  const id = await tell(["webhook"]);
  await deliver({ email: null, webhook: hook.route });
  const [post] = hook.posts;
  expect(JSON.parse(post?.body ?? "")).toEqual({
    id,
    kind: "test.kind",
    title: "A title",
    link: "http://localhost:3000/inbox/x",
    createdAt: now.toISOString(),
  });
  expect(post?.body).not.toContain(reader.id);
  const timestamp = String(post?.headers["countersign-timestamp"]);
  expect(timestamp).toBe(String(now.getTime() / 1000));
  const expected = createHmac("sha256", KEY).update(`${timestamp}.${post?.body}`).digest("hex");
  expect(post?.headers["countersign-signature"]).toBe(`sha256=${expected}`);
  expect(await outcomes(id)).toEqual([["notification.sent", null]]);
});

test("a webhook that fails is tried as often as the rules say, then given up", async () => {
  const hook = await hookServer(Array(6).fill(500));
  const id = await tell(["webhook"]);
  for (const minutes of [0, 2, 6, 14, 30, 62, 200]) {
    await deliver({ email: null, webhook: hook.route }, minutes * MINUTE);
  }
  expect(hook.posts).toHaveLength(6);
  expect(await delivery(id)).toMatchObject({
    status: "FAILED",
    attempts: 6,
    lastError: "The webhook answered 500.",
  });
  expect(await outcomes(id)).toHaveLength(6);
});

test("a redirect is not followed", async () => {
  const hook = await hookServer([302]);
  const id = await tell(["webhook"]);
  await deliver({ email: null, webhook: hook.route });
  expect(hook.posts).toHaveLength(1);
  expect((await delivery(id))?.lastError).toBe("The webhook answered 302.");
});

test("a channel that is no longer configured is given up", async () => {
  const id = await tell(["webhook"]);
  await deliver({ email: null, webhook: null });
  expect(await delivery(id)).toMatchObject({
    status: "FAILED",
    lastError: "Webhook is no longer configured.",
  });
});

async function deliver(routes: Routes, after = 0): Promise<void> {
  const job: Actor = { kind: "job", id: "notify.deliver", grants: ["notification:send"] };
  const at = new Date(now.getTime() + after);
  await deliverNotifications({ actor: job, now: at, requestId: randomUUID() }, routes);
}

async function tell(channels: Channel[]): Promise<string> {
  const ctx: CommandContext = { actor: reader, now, requestId: randomUUID() };
  const note = { personIds: [reader.id], kind: "test.kind", title: "A title", body: "A body." };
  await transact(ctx, (tx, record) =>
    notify(tx, record, ctx, { ...note, link: "/inbox/x" }, channels),
  );
  const { subjectId } = await db().changeLogEntry.findFirstOrThrow({
    where: { requestId: ctx.requestId, action: "notification.made" },
  });
  return subjectId;
}

async function person(): Promise<Actor> {
  const { id } = await db().person.create({ data: { roles: ["owner"], joinedAt: now } });
  const email = `${id}@example.test`;
  await db().personIdentity.create({
    data: { personId: id, name: "Rita", title: "Reader", email },
  });
  made.push(id);
  return { kind: "person", id, roles: ["owner"] };
}

async function addressOf(actor: Actor): Promise<string> {
  const { email } = await db().personIdentity.findUniqueOrThrow({ where: { personId: actor.id } });
  return email;
}

function delivery(notificationId: string) {
  return db().delivery.findFirst({ where: { notificationId } });
}

function changesOf(subjectId: string) {
  return db().changeLogEntry.findMany({
    where: { subjectId, NOT: { action: "notification.made" } },
    select: { action: true, before: true, after: true, reason: true },
    orderBy: { seq: "asc" },
  });
}

async function outcomes(id: string): Promise<[string, string | null][]> {
  return (await changesOf(id)).map(({ action, reason }) => [action, reason]);
}

type SmtpSession = { to: string; text: string | null };
type Received = { to: string; text: string };

/** A small SMTP server (RFC 5321) that answers the first recipients as told, and takes the rest. */
async function smtpServer(answers: string[] = []) {
  const mails: Received[] = [];
  const server = createServer((socket) => {
    const session: SmtpSession = { to: "", text: null };
    let rest = "";
    socket.setEncoding("utf8").write("220 test ESMTP\r\n");
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const says =
          session.text === null ? command(session, line, answers) : data(session, line, mails);
        if (says) socket.write(`${says}\r\n`);
      }
    });
  });
  const port = await listen(server);
  return { mails, route: { url: `smtp://127.0.0.1:${port}`, from: "cs@example.test" } };
}

function command(session: SmtpSession, line: string, answers: string[]): string {
  if (line === "QUIT") return "221 bye";
  if (line === "DATA") {
    session.text = "";
    return "354 go on";
  }
  if (!line.startsWith("RCPT TO:")) return "250 ok";
  session.to = line.slice("RCPT TO:".length);
  return answers.shift() ?? "250 ok";
}

function data(session: SmtpSession, line: string, mails: Received[]): string | null {
  if (line !== ".") {
    session.text += `${line}\n`;
    return null;
  }
  mails.push({ to: session.to, text: session.text ?? "" });
  session.text = null;
  return "250 taken";
}

/** An HTTP server that answers with the given statuses, then 204. */
async function hookServer(statuses: number[]) {
  const posts: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    response.writeHead(statuses.shift() ?? 204, { Location: "/elsewhere", Connection: "close" });
    response.end();
  });
  const port = await listen(server);
  return { posts, route: { url: `http://127.0.0.1:${port}/hook`, key: KEY } };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(async () => {
    server.close();
    await once(server, "close");
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
