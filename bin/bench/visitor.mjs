import { gunzipSync } from "node:zlib";

/** A browser without a screen: keeps cookies, asks for pages and for the scripts in them. */
export class Visitor {
  #cookies = new Map();
  #address;

  constructor(address) {
    this.#address = address;
  }

  /** Signs in as one of the demo company's people. */
  async signIn(personId) {
    const { csrfToken } = await (await this.#fetch("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, personId, json: "true" });
    await this.#fetch("/api/auth/callback/demo", { method: "POST", body });
  }

  /** Asks for a page; answers its HTML and the milliseconds until its last byte. Throws unless it is 200. */
  async open(path) {
    const before = performance.now();
    const response = await this.#fetch(path);
    const html = await response.text();
    const ms = performance.now() - before;
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    return { html, ms };
  }

  /** Bytes of all scripts that a page's HTML asks for, as they cross the wire (gzip). */
  async scriptBytes(html) {
    // A browser that knows modules does not load what is marked noModule.
    const asked = html.replaceAll(/<script[^>]*\bnoModule\b[^>]*>/g, "");
    const paths = new Set(asked.match(/\/_next\/static\/[^"'\\ ]+\.js/g) ?? []);
    const sizes = await Promise.all([...paths].map((path) => this.#compressedSize(path)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  // fetch unpacks silently, so the request is made by hand.
  async #compressedSize(path) {
    const { request } = await import("node:http");
    return new Promise((resolve, reject) => {
      const headers = { "accept-encoding": "gzip" };
      request(`${this.#address}${path}`, { headers }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          if (response.headers["content-encoding"] === "gzip") gunzipSync(bytes);
          resolve(bytes.byteLength);
        });
      })
        .on("error", reject)
        .end();
    });
  }

  async #fetch(path, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${this.#address}${path}`, {
      redirect: "manual",
      ...options,
      headers: { cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(";");
      const at = pair.indexOf("=");
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
}
