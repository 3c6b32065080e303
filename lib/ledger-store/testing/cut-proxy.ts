import { connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that a test cuts, lets fall silent, and mends. */
export type CutProxy = {
  /** The address of the server by this way. */
  readonly url: string;
  /** Every connection breaks, and no new one is accepted. */
  cut: () => Promise<void>;
  /** Connections stay and nothing comes through any more: as when somebody pulls the plug of the server. */
  fallSilent: () => void;
  mend: () => Promise<void>;
  close: () => Promise<void>;
};

/** Opens a way to the server of an address. */
export async function openCutProxy(address: string): Promise<CutProxy> {
  const target = new URL(address);
  const sockets = new Set<Socket>();
  let isSilent = false;
  const forward = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on("data", (bytes) => {
      if (!isSilent) to.write(bytes);
    });
    from.on("error", () => {});
    from.on("close", () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const listen = (port: number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((client) => {
        const upstream = connect(Number(target.port || "5432"), target.hostname);
        forward(client, upstream);
        forward(upstream, client);
      });
      server.listen(port, "127.0.0.1", () => resolve(server));
    });
  let server: Server | null = await listen(0);
  const bound = server.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  const url = new URL(address);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  const cut = async () => {
    const closed = new Promise((resolve) => server?.close(resolve) ?? resolve(null));
    server = null;
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  const mend = async () => {
    isSilent = false;
    server ??= await listen(port);
  };
  const fallSilent = () => {
    isSilent = true;
  };
  return { url: url.href, cut, fallSilent, mend, close: cut };
}
