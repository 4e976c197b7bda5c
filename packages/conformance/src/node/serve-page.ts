import type { AddressInfo } from "node:net";
import { optionalPeer } from "./optional-peer.ts";

/** A page that is served on this machine alone. */
export interface ServedPage {
  readonly address: string;
  close(): Promise<void>;
}

/** Serves a folder, cross-origin isolated: without that a page has no shared memory, and so no threads. */
export async function servePage(folder: string): Promise<ServedPage> {
  const { preview } = await optionalPeer("vite", () => import("vite"));
  const server = await preview({
    configFile: false,
    root: folder,
    logLevel: "silent",
    build: { outDir: folder },
    preview: {
      host: "127.0.0.1",
      port: 0,
      headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
    },
  });
  const address = server.httpServer.address();
  // A server that listens on a port has an address of this form, as Node's documentation says.
  const { port } = address as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
