import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DataError } from "@lockstep/core";
import { createAdaptorServer } from "@hono/node-server";
import { DIST_FOLDER } from "./demo-folders.ts";
import { demoHandler } from "./demo-handler.ts";
import { listen } from "./listen.ts";

/** Where to serve the page. */
export interface ServeOptions {
  /** The port, which has to be free; 0 for any. Without it the first free one from 4173 on. */
  readonly port?: number;
  /** @default "127.0.0.1": this machine alone */
  readonly host?: string;
  /** What `buildDemo` returned. @default the folder that it writes */
  readonly folder?: string;
}

/** A page that is being served. */
export interface DemoServer {
  /** The page's address: `http://127.0.0.1:4173/`. */
  readonly address: string;
  readonly port: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Serves the built page with the headers that isolate it.
 *
 * @throws {DataError} if it has not been built
 * @throws {InvalidOptionError} if nothing can listen at that host and port
 */
export async function serveDemo(options: ServeOptions = {}): Promise<DemoServer> {
  const { host = "127.0.0.1", folder = DIST_FOLDER } = options;
  if (!existsSync(join(folder, "index.html"))) {
    throw new DataError(
      { subject: folder, rule: "must hold the built page", remedy: "Build it first, or leave --no-build away." },
      "MISSING_DATA",
    );
  }
  const server = createAdaptorServer({ fetch: demoHandler(folder).fetch });
  await listen(server, host, options.port);
  const { port, address, family } = server.address() as AddressInfo;
  const everywhere = address === "0.0.0.0" || address === "::";
  const name = everywhere ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address;
  return {
    address: `http://${name}:${port}/`,
    port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
