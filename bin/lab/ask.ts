// One request as it goes over the wire: fetch would label, unpack and follow by itself.
import { type IncomingMessage, request } from "node:http";

export type Question = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
};

export type Heard = {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
};

/** Asks, and hears the whole answer. Errors: what the connection said where there is none. */
export function ask(
  url: string,
  { method = "POST", headers = {}, body }: Question,
): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asking = request(url, { method, headers: { ...length, ...headers } }, (answer) => {
      heard(answer).then(resolve, reject);
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

async function heard(answer: IncomingMessage): Promise<Heard> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) };
}

/** The header of a token. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
