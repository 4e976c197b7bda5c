import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sirv from "sirv";
import { SITE_FOLDER } from "./build-site.ts";

const HOST = "127.0.0.1";
const DEFAULT_PORT = 4180;

/** A site that is being served. */
export interface ServedSite {
  readonly address: string;
  close(): void;
}

/**
 * Serves the built site on this machine alone.
 *
 * @param port that has to be free; without it 4180, or any free one.
 * @throws {Error} if the site has not been built, or the port is taken.
 */
export async function serveSite(port?: number): Promise<ServedSite> {
  if (!existsSync(join(SITE_FOLDER, "index.html"))) {
    throw new Error("The site has not been built: leave --no-build away.");
  }
  const server = createServer(handler());
  try {
    await listen(server, port ?? DEFAULT_PORT);
  } catch (error) {
    const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
    if (!taken || port !== undefined) throw new Error(`Port ${port} is not free: try --port 0.`, { cause: error });
    await listen(server, 0);
  }
  return {
    address: `http://${HOST}:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function handler() {
  const missing = readFileSync(join(SITE_FOLDER, "404.html"));
  // `/guide/start` is guide/start.html.
  return sirv(SITE_FOLDER, {
    extensions: ["html"],
    onNoMatch(_request, response) {
      response.writeHead(404, { "Content-Type": "text/html;charset=utf-8" }).end(missing);
    },
  });
}

async function listen(server: Server, port: number): Promise<void> {
  const listening = once(server, "listening");
  server.listen(port, HOST);
  await listening;
}
